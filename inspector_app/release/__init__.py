"""The gates that a model passes before it may judge parts, and its life afterwards."""

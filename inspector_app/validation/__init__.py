"""What a validation says of a model: its figures, the gates they are held against, ready or not. Pure."""

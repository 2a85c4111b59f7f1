"""What the model may do on this line: its mode, the conditions of the next one, and the way down."""

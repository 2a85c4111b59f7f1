"""Keys as operators press them: numeric pad, scanners and pedals told apart."""

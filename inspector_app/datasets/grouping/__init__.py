"""Which images belong together: the same lot, serial, board, or one capture in several files."""

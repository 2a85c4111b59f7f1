"""The bench: the part in hand, what waits, the live feeds, the answers."""

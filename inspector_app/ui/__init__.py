"""The window: a client of the line. It shows, asks and passes on; it decides nothing and writes no record."""

"""How station.db came to be as it is, one step a file."""

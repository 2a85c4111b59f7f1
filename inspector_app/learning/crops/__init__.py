"""Crops of network inputs to learn from: where they come from, what lies inside, the files."""

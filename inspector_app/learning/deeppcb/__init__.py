"""The public benchmark: its pairs, its protocol, its text format."""

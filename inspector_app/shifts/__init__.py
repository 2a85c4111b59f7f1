"""Shifts: what a shift report says. Pure; reading the records and drawing the pages are done elsewhere."""

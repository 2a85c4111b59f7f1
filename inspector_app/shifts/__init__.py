"""Shifts: their calendar, their counts, and what a shift report says."""

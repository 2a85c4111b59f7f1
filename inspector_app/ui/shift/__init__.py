"""Dialogs round a shift: its start and end, the person, the lot, the product."""

"""Calibration of cameras: its history, when it is due again, and what a changed scale means for tolerances."""

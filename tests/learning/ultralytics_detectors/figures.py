"""What the checks with torch and their assertions share."""

LONG_EPOCH = 500.0
"""Seconds that a first start is made to have taken, an epoch; no machine takes them."""

"""Dividing a dataset by group: first the vault, then train, validation and test."""

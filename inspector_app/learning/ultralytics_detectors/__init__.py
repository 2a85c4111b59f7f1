"""Families that ultralytics trains. Their own trainers and models stay where checkpoints look for them by name."""

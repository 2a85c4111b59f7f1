"""Frozen versions of a dataset: what a model was trained and judged on, byte by byte."""

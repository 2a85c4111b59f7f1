"""Formats of labelled images, one file each: what is read, what is written, and how a folder is recognised."""

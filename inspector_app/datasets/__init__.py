"""Labelled images: what they say, in and out of files, checks, splits and frozen versions. No torch, no Qt."""

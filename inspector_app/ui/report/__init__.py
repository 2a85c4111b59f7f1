"""The shift report: preview, save, print."""

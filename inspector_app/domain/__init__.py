"""The vocabulary of inspection: plain values, no input or output."""

"""Figures of quality: yield, Pareto, control charts, agreement. Pure functions, no input or output."""

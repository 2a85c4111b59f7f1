"""A training as one file, done on another machine, and its result as one file back."""

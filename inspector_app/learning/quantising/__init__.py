"""From floating point to INT8, within a limit of what that may cost."""

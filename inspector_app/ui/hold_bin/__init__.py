"""What lies in the hold bin, and what becomes of it."""

"""Sets the project up on a fresh machine; standard library only."""

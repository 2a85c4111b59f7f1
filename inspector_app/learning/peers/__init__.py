"""The same work done by other programs, each in an environment of its own: what the bench is held beside."""

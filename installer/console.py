"""What the installer says while it works."""

from __future__ import annotations

import sys


class SetupError(Exception):
    """Set-up can't go on; the message says why and what a person can do."""


def say(text: str) -> None:
    """One line for the person who waits, at once."""
    print(f"[inspector] {text}", flush=True)


def complain(text: str) -> None:
    """One line on standard error."""
    sys.stdout.flush()
    print(f"[inspector] {text}", file=sys.stderr, flush=True)

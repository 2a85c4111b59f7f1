"""What a command is refused with."""

from __future__ import annotations


class CommandRefusedError(Exception):
    """A command that can't be carried out; the message is a sentence for people."""

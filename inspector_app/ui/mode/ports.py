"""What the mode screen needs of the records."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from inspector_app.quality.watch import WatchItem
from inspector_app.release.mode_standing import ModeStanding


class ModeBook(Protocol):
    """Counts parts and answers beside the line; slow, so call it from a worker."""

    def show(self) -> ModeStanding:
        """How the model at work stands. Raises an error with a sentence."""

    def watch(self) -> Sequence[WatchItem]:
        """Whether it keeps its limits by the newest settled answers. Raises an error with a sentence."""

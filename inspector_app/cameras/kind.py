"""What each kind of camera can do: the small port that the camera's process drives."""

from __future__ import annotations

from typing import Protocol

from inspector_app.cameras.link import TriggerOrder
from inspector_app.cameras.shot import Shot


class CaptureError(Exception):
    """One frame could not be taken; the camera goes on. The message says why, and names a bad file."""


class OpenError(Exception):
    """The camera can't be opened; the message says why."""


class CameraKind(Protocol):
    """An open camera, used by one thread."""

    @property
    def stills(self) -> bool:
        """Whether it shows files: equal pictures in a row are then no fault."""

    @property
    def ready(self) -> bool:
        """Whether it can capture; a live picture may be there before."""

    def capture(self, order: TriggerOrder) -> Shot:
        """The frame of one part. Raises CaptureError where there is none."""

    def live(self) -> Shot | None:
        """A fresh picture of what lies before the camera now; None where it has none yet."""

    def prepare(self) -> None:
        """Called once in a quiet moment after a capture: work ahead for the next one."""

    def close(self) -> None:
        """Gives the device back."""

"""What each kind of camera can do: the small port that the camera's process drives."""

from __future__ import annotations

from typing import Protocol

from inspector_app.cameras.link import TriggerOrder
from inspector_app.cameras.shot import Shot


class CaptureError(Exception):
    """One frame could not be taken; the camera goes on. The message says why, and names a bad file."""


class OpenError(Exception):
    """The camera can't be opened; the message says why."""


class LostError(Exception):
    """The device is gone, or is not as it was set up: the process ends and another opens it anew."""


class CameraKind(Protocol):
    """An open camera, used by one thread.

    Where a shot's pixels still lie in the driver's buffer, they are good until the next call of any method.
    Every method but close may raise LostError.
    """

    @property
    def free_running(self) -> bool:
        """Whether its device counts frames between parts too; else the ids of the parts' frames follow each other."""

    @property
    def thrown(self) -> int:
        """Frames that came incomplete, empty, or not at all, as far as the device's ids tell."""

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

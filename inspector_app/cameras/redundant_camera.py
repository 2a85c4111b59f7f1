"""A view with two cameras: the spare stands by, live, and takes over when the one at work is lost.

Who is at work changes between two orders only, so a part has frames of one of them. Nobody but a person changes it
back, since a camera that comes and goes would change the picture at every part; only where the spare is lost in turn
and the first lives, the first takes over.
"""

from __future__ import annotations

import threading

from inspector_app.cameras.link import CameraSetup, TriggerOrder
from inspector_app.cameras.mailbox import Mailbox, Taken
from inspector_app.cameras.station_camera import StationCamera
from inspector_app.domain.messages import CameraState
from inspector_app.inspection.joining import Counts, Mismatches
from inspector_app.settings.camera_sections import camera_name

_LOST = frozenset({"restarting", "fault", "stopped"})


class _Side(Mailbox):
    """What one of the two has to say, as long as it is at work."""

    def __init__(self, mailbox: Mailbox) -> None:
        super().__init__(())
        self._real = mailbox
        self._counts: Counts | None = None
        self.at_work = False

    def put(self, part_id: str, taken: Taken) -> str:
        return self._real.put(part_id, taken) if self.at_work else ""

    def lack(self, part_id: str, view: str, why: str) -> None:
        if self.at_work:
            self._real.lack(part_id, view, why)

    def lose(self, view: str) -> None:
        if self.at_work:
            self._real.lose(view)

    def opened(self, view: str, counts: Counts | None) -> None:
        self._counts = counts
        if self.at_work:
            self._real.opened(view, counts)

    def mismatches(self, view: str) -> Mismatches:
        return self._real.mismatches(view)

    def take_over(self, view: str) -> None:
        """Ids of frames count from anew: they are another device's."""
        self.at_work = True
        self._real.opened(view, self._counts)


class RedundantCamera:
    """The first camera of a view and its spare, as one (the interface of `StationCamera`)."""

    def __init__(self, first: CameraSetup, spare: CameraSetup, mailbox: Mailbox) -> None:
        self.view = first.view
        self._lock = threading.RLock()
        self._sides = (_Side(mailbox), _Side(mailbox))
        self._cameras = tuple(
            StationCamera(setup, side)
            for setup, side in zip(
                (first.model_copy(update={"spare": None}), spare), self._sides, strict=True
            )
        )
        self._names = tuple(_name(setup) for setup in (first, spare))
        self._active = 0
        self._sides[0].at_work = True

    @property
    def pid(self) -> int | None:
        """Of the one at work."""
        return self._cameras[self._active].pid

    @property
    def skipped(self) -> int:
        """Live frames left out, of both."""
        return sum(camera.skipped for camera in self._cameras)

    def start(self) -> None:
        """Starts both."""
        for camera in self._cameras:
            camera.start()

    def trigger(self, order: TriggerOrder) -> bool:
        """Asks the one at work, which may be the other by now."""
        with self._lock:
            self._look()
            return self._cameras[self._active].trigger(order)

    def watch(self) -> None:
        """Both are kept alive."""
        for camera in self._cameras:
            camera.watch()
        with self._lock:
            self._look()

    def use_first(self) -> str:
        """A person wants the first camera back; returns why it can't be, empty where it is at work."""
        with self._lock:
            if self._active == 0:
                return ""
            if not self._cameras[0].live:
                return f"The first camera of {self.view} gives no images: {self._cameras[0].state().detail}"
            self._switch(0)
            return ""

    def state(self) -> CameraState:
        """Of the one at work, and how the other is."""
        with self._lock:
            self._look()
            active = self._active
            state, other = self._cameras[active].state(), self._cameras[1 - active].state()
        what = "The spare" if active == 1 else ""
        waiting = (
            ""
            if other.state not in _LOST
            else f"{'Spare' if active == 0 else 'First camera'}: {other.detail}"
        )
        said = "; ".join(
            filter(None, (what and f"{what} {self._names[1]} is at work", state.detail, waiting))
        )
        return state.model_copy(
            update={
                "camera": self._names[active],
                "spare_at_work": active == 1,
                "standby_lost": waiting,
                "detail": said,
            }
        )

    def close(self) -> None:
        """Ends both."""
        for camera in self._cameras:
            camera.close()

    def _look(self) -> None:
        other = 1 - self._active
        if not self._cameras[self._active].lost or not self._cameras[other].live:
            return
        self._switch(other)

    def _switch(self, to: int) -> None:
        self._sides[self._active].lose(self.view)  # what it was asked for and has not given, it gives no more
        self._sides[self._active].at_work = False
        self._active = to
        self._sides[to].take_over(self.view)


def _name(setup: CameraSetup) -> str:
    return camera_name(setup.device) if setup.device is not None else f"{setup.kind} {setup.view}"

"""All cameras of the line: triggered together, collected part by part, each kept alive on its own."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from functools import partial

from inspector_app.cameras.link import CameraSetup, FrameTaken, TriggerOrder
from inspector_app.cameras.mailbox import Mailbox
from inspector_app.cameras.station_camera import StationCamera
from inspector_app.domain.frame import Frame
from inspector_app.domain.messages import CameraState
from inspector_app.domain.part import Part

_WATCH_EVERY_S = 0.1
_TOLD_PARTS = 16

Defects = tuple[tuple[str, float], ...]
"""Defects that a simulated camera knows of: class and size in mm."""


class CameraGroup:
    """The cameras of a line (inspection.ports.Cameras)."""

    def __init__(self, setups: Sequence[CameraSetup], product_of: Callable[[Part], str | None]) -> None:
        """product_of tells simulated cameras what lies in the fixture; None where nobody knows."""
        self._mailbox = Mailbox()
        self._product_of = product_of
        self._cameras = {setup.view: self._camera(setup) for setup in setups}
        self._told: OrderedDict[str, dict[str, Defects]] = OrderedDict()
        self._lost = 0
        self._closing = threading.Event()
        self._watcher = threading.Thread(target=self._watch, name="camera-watch", daemon=True)

    @property
    def lost_frames(self) -> int:
        """Views of parts that came without a usable frame."""
        return self._lost

    @property
    def late_frames(self) -> int:
        """Frames that came after their part was given up; none of them was used."""
        return self._mailbox.late

    @property
    def skipped_live_frames(self) -> int:
        """Live pictures left out because every slot was held."""
        return sum(camera.skipped for camera in self._cameras.values())

    @property
    def all_live(self) -> bool:
        """Whether every camera can give frames now."""
        return all(state.state == "live" for state in self.states())

    def start(self) -> None:
        """Starts the processes; they come up on their own. A second call does nothing."""
        if self._watcher.ident is not None:
            return
        for camera in self._cameras.values():
            camera.start()
        self._watcher.start()

    def wait_live(self, timeout_s: float) -> bool:
        """Waits until every camera shows pictures; False where the time is up first."""
        until = time.monotonic() + timeout_s
        while not self.all_live:
            if time.monotonic() > until or self._closing.wait(0.05):
                return False
        return True

    def trigger(self, part: Part) -> None:
        """Asks every camera that lives for its frame of this part."""
        self._mailbox.expect(part.id, self._cameras)
        order = TriggerOrder(
            part_id=part.id,
            number=part.number,
            serial=part.serial,
            product=self._product_of(part),
            triggered_s=part.triggered_s,
        )
        for view, camera in self._cameras.items():
            if not camera.trigger(order):
                self._mailbox.lose(view)

    def collect(self, part: Part, timeout_s: float) -> dict[str, Frame]:
        """The frames of this part by view; a view whose frame failed or is late is left out."""
        frames = self._mailbox.wait(part.id, timeout_s)
        self._lost += len(self._cameras) - len(frames)
        return frames

    def defects(self, part: Part) -> Mapping[str, Defects]:
        """What simulated cameras know to be really there, by view; for the parts of late."""
        return dict(self._told.get(part.id, {}))

    def states(self) -> tuple[CameraState, ...]:
        """How every camera is, in the order of the views."""
        return tuple(camera.state() for camera in self._cameras.values())

    def pids(self) -> dict[str, int | None]:
        """Process ids by view, None for one that is down."""
        return {view: camera.pid for view, camera in self._cameras.items()}

    def close(self) -> None:
        """Ends every camera and removes the rings."""
        self._closing.set()
        if self._watcher.is_alive():
            self._watcher.join(timeout=5)
        for camera in self._cameras.values():
            camera.close()

    def _camera(self, setup: CameraSetup) -> StationCamera:
        view = setup.view
        return StationCamera(setup, partial(self._deliver, view), partial(self._mailbox.lose, view))

    def _deliver(self, view: str, part_id: str, frame: Frame | None, report: FrameTaken | None) -> None:
        if report is not None and report.defects is not None:
            self._told.setdefault(part_id, {})[view] = report.defects
            while len(self._told) > _TOLD_PARTS:
                self._told.popitem(last=False)
        self._mailbox.put(part_id, view, frame)

    def _watch(self) -> None:
        while not self._closing.wait(_WATCH_EVERY_S):
            for camera in self._cameras.values():
                camera.watch()

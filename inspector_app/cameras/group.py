"""All cameras of the line: triggered together, collected part by part, each kept alive on its own."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence

from inspector_app.cameras.link import CameraSetup, TriggerOrder
from inspector_app.cameras.mailbox import Defects, Mailbox
from inspector_app.cameras.redundant_camera import RedundantCamera
from inspector_app.cameras.station_camera import StationCamera
from inspector_app.domain.frame import Frame
from inspector_app.domain.messages import CameraState
from inspector_app.domain.part import Part

_WATCH_EVERY_S = 0.1
_TOLD_PARTS = 16


class CameraGroup:
    """The cameras of a line (inspection.ports.Cameras)."""

    def __init__(self, setups: Sequence[CameraSetup], product_of: Callable[[Part], str | None]) -> None:
        """product_of tells simulated cameras what lies in the fixture; None where nobody knows."""
        self._places = {setup.view: setup.place for setup in setups}
        self._mailbox = Mailbox(self._places.values())
        self._product_of = product_of
        self._cameras = {setup.view: self._camera(setup) for setup in setups}
        self._told: OrderedDict[str, dict[str, Defects]] = OrderedDict()
        self._last_number: int | None = None
        self._lost = 0
        self._closing = threading.Event()
        self._watcher = threading.Thread(target=self._watch, name="camera-watch", daemon=True)

    @property
    def last_view_after_s(self) -> float:
        """How long after its announcement a part lies before the last camera."""
        return max((0.0, *(place.offset_s for place in self._places.values())))

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
        """Asks every camera that lives for a frame: of this part, or of one that is announced later."""
        at_s = part.triggered_s if part.triggered_s is not None else time.monotonic()
        self._mailbox.expect(part.id, at_s, self._missed_before(part))
        for view, camera in self._cameras.items():
            if not camera.trigger(self._order(part, view, at_s)):
                self._mailbox.lose(view)

    def collect(self, part: Part, timeout_s: float) -> dict[str, Frame]:
        """The frames of this part by view; a view whose frame failed or is late is left out."""
        joined = self._mailbox.wait(part.id, timeout_s)
        self._lost += len(joined.missing)
        self._told[part.id] = {
            view: taken.defects for view, taken in joined.frames.items() if taken.defects is not None
        }
        while len(self._told) > _TOLD_PARTS:
            self._told.popitem(last=False)
        return {view: taken.frame for view, taken in joined.frames.items()}

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

    def use_first(self, view: str) -> str:
        """The first camera of a view takes over from its spare; returns why it can't, empty where it does."""
        camera = self._cameras.get(view)
        if not isinstance(camera, RedundantCamera):
            return f"{view} has no spare camera."
        return camera.use_first()

    def _camera(self, setup: CameraSetup) -> StationCamera | RedundantCamera:
        if setup.spare is None:
            return StationCamera(setup, self._mailbox)
        return RedundantCamera(setup, setup.spare, self._mailbox)

    def _order(self, part: Part, view: str, at_s: float) -> TriggerOrder:
        place = self._places[view]
        return TriggerOrder(
            part_id=part.id,
            number=part.number + place.triggers_before,
            serial=part.serial,
            product=self._product_of(part),
            triggered_s=at_s,
            offset_s=place.offset_s,
        )

    def _missed_before(self, part: Part) -> int:
        """Triggers since the part before that the station did not look at; numbers of parts count them too."""
        last, self._last_number = self._last_number, part.number
        return part.missed_before + (max(0, part.number - last - 1) if last is not None else 0)

    def _watch(self) -> None:
        while not self._closing.wait(_WATCH_EVERY_S):
            for camera in self._cameras.values():
                camera.watch()

"""One camera as the line sees it: its process, kept alive, and its frames, checked before anyone has them."""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Literal

from inspector_app.cameras.child import CameraChild
from inspector_app.cameras.frozen_picture import SAME_IS_FROZEN, FrozenPicture
from inspector_app.cameras.hunger import Hunger
from inspector_app.cameras.link import (
    CameraAlive,
    CameraFailed,
    CameraOpened,
    CameraSetup,
    FrameFailed,
    FrameTaken,
    ReleaseOrder,
    Report,
    RingMade,
    StopOrder,
    TriggerOrder,
)
from inspector_app.cameras.losses import Losses
from inspector_app.cameras.mailbox import Mailbox, Taken
from inspector_app.cameras.pulse import BackOff, Pulse
from inspector_app.cameras.ring_layout import RingError
from inspector_app.cameras.ring_reader import RingFrame, RingReader
from inspector_app.domain.frame import Frame
from inspector_app.domain.messages import CameraState
from inspector_app.inspection.joining import Counts

SILENCE_S = 1.5
"""The camera's loop says that it lives five times a second; after this long without it hangs, and is killed.

With what a start takes it is back within five seconds. A section's longest_wait_s stays well below."""
STARVED_S = 10.0
"""One that only waits for a CPU is left alone this long: killing it costs a start, which costs more of the CPU."""
OPENING_S = 20.0
_LOOK_FROM_S = 1.0
_LONGEST_LOOK_S = 0.5
_STALE_S = 1.0

State = Literal["starting", "live", "no image", "restarting", "fault", "stopped"]


class StationCamera:
    """Starts, watches, kills and restarts one camera's process; call watch() a few times a second."""

    def __init__(self, setup: CameraSetup, mailbox: Mailbox) -> None:
        self.view = setup.view
        self._setup = setup
        self._mailbox = mailbox
        self._pictures = FrozenPicture()
        self._lock = threading.RLock()
        self._child: CameraChild | None = None
        self._ring: RingReader | None = None
        self._pulse = Pulse(time.monotonic())
        self._back_off = BackOff()
        self._restart_at = 0.0
        self._state: State = "starting"
        self._detail = ""
        self._stills = False
        self._opened = False
        self._doom: str | None = None
        self._hunger = Hunger()
        self._looked = time.monotonic()
        self._skipped_before, self._skipped = 0, 0
        self._thrown_before, self._thrown = 0, 0
        self._dropped_before, self._dropped = 0, 0
        self._losses = Losses()

    @property
    def live(self) -> bool:
        """Whether a trigger makes sense now."""
        return self._state in {"live", "no image"}

    @property
    def lost(self) -> bool:
        """Whether it is gone, or is being started again."""
        return self._state in {"restarting", "fault"}

    @property
    def pid(self) -> int | None:
        """Id of the process, None while there is none."""
        child = self._child
        return child.pid if child is not None else None

    @property
    def skipped(self) -> int:
        """Live frames left out because every slot was held."""
        return self._skipped_before + self._skipped

    @property
    def thrown(self) -> int:
        """Frames that came damaged, or that by the device's count never came."""
        return self._thrown_before + self._thrown

    def start(self) -> None:
        """Starts the process; it reports by itself when it is open."""
        with self._lock:
            now = time.monotonic()
            self._pulse, self._looked = Pulse(now), now
            self._losses = Losses()
            self._back_off.started(now)
            self._opened, self._doom = False, None
            try:
                self._child = CameraChild(self._setup, self._on_report)
            except OSError as error:  # no memory or no processes left: tried again like a death
                self._state, self._detail = "restarting", f"the camera's process can't be started: {error}"
                self._restart_at = self._back_off.ended(now)

    def trigger(self, order: TriggerOrder) -> bool:
        """Asks for the frame of a part; False where the camera can't give one now."""
        child = self._child
        if not self.live or child is None:
            return False
        if child.order(order):
            return True
        with self._lock:
            if (
                child is self._child
            ):  # dead, though nobody has looked yet: it must not pass for live until then
                self._state, self._detail = "no image", "its process takes no orders"
        return False

    def watch(self) -> None:
        """Notices death and silence, kills what hangs, and starts anew after a wait."""
        with self._lock:
            if self._state == "stopped":
                return
            if self._child is None:
                if time.monotonic() >= self._restart_at:
                    self.start()
                return
            ailment = self._ailment(self._child, time.monotonic())
        if ailment:
            self._give_up(ailment)

    def state(self) -> CameraState:
        """How it is now, for the windows."""
        now = time.monotonic()
        with self._lock:
            ring = self._ring
            age = ring.age_s() if ring is not None else None
            wrong = self._mailbox.mismatches(self.view)
            state = self._state
            if state == "live" and (age is None or age > _STALE_S):
                state = "no image"
            return CameraState(
                view=self.view,
                state=state,
                ring=str(ring.path) if ring is not None else None,
                frame_age_s=age,
                fps=round(self._pulse.fps(now), 1),
                gaps=wrong.gaps,
                repeats=wrong.repeats,
                strays=wrong.strays + self._dropped_before + self._dropped,
                thrown=self.thrown,
                detail=self._detail,
                losing=self._losses.too_many,
            )

    def close(self) -> None:
        """Ends the process: politely, then not."""
        with self._lock:
            self._state = "stopped"
            child, self._child = self._child, None
            ring, self._ring = self._ring, None
        if child is not None:
            child.order(StopOrder())
            child.end(wait_s=2.0)
        if ring is not None:
            _remove(ring.path)

    def _ailment(self, child: CameraChild, now: float) -> str | None:
        lag, self._looked = now - self._looked - _LONGEST_LOOK_S, now
        self._pulse.excuse(lag)  # the line itself stood still, and could not have heard anything
        if child.exit_code is not None:
            return self._detail if self._state == "fault" else f"its process ended ({child.exit_code})"
        silent = self._pulse.silent_s(now)
        if silent > _LOOK_FROM_S:
            self._hunger.look(child.pid)
        else:
            self._hunger.forget()
        if silent > self._longest_silence():
            return f"it did not answer for {silent:.1f} s"
        return self._doom

    def _longest_silence(self) -> float:
        if not self._opened:
            return OPENING_S
        return STARVED_S if self._hunger.starved else SILENCE_S

    def _give_up(self, why: str) -> None:
        with self._lock:
            child, self._child = self._child, None
            ring, self._ring = self._ring, None
            if self._state not in {"fault", "stopped"}:
                self._state = "restarting"
            self._detail = why
            self._skipped_before, self._skipped = self.skipped, 0
            self._thrown_before, self._thrown = self.thrown, 0
            self._dropped_before, self._dropped = self._dropped_before + self._dropped, 0
            self._restart_at = self._back_off.ended(time.monotonic())
        self._mailbox.lose(self.view)
        if child is not None:
            child.end(wait_s=0.0)
        if ring is not None:
            _remove(ring.path)

    def _on_report(self, child: CameraChild, report: Report) -> None:
        with self._lock:
            if child is not self._child and self._child is not None:
                return  # the last words of a run that was given up
            if isinstance(report, FrameTaken):
                frame = self._take(report, partial(_release, child, report))
            else:
                self._note(report)
        if isinstance(report, FrameTaken):
            self._hand_over(report, frame)
        elif isinstance(report, FrameFailed):
            self._mailbox.lack(report.part_id, self.view, report.why)

    def _hand_over(self, report: FrameTaken, frame: Frame | None) -> None:
        if frame is None:
            self._mailbox.lack(report.part_id, self.view, self._detail)
            return
        wrong = self._mailbox.put(report.part_id, Taken(frame, report.dropped, report.defects))
        if wrong:
            with self._lock:
                self._state, self._detail = "no image", wrong

    def _note(self, report: Report) -> None:
        if isinstance(report, CameraOpened):
            self._stills, self._opened = report.stills, True
            self._mailbox.opened(self.view, Counts.EXPOSURES if report.free_running else None)
            self._state, self._detail = "live", ""
        elif isinstance(report, RingMade):
            self._open_ring(report.path)
        elif isinstance(report, CameraAlive):
            self._pulse.beat(time.monotonic(), report.frames)
            self._losses.note(time.monotonic(), report.frames, report.thrown)
            self._skipped, self._thrown, self._dropped = report.skipped, report.thrown, report.dropped
        elif isinstance(report, CameraFailed):
            self._state, self._detail = "fault", report.why
        elif isinstance(report, FrameFailed):
            self._state, self._detail = "no image", report.why

    def _open_ring(self, path: str) -> None:
        try:
            self._ring = RingReader(path)
        except RingError as error:
            self._ring = None
            self._state, self._detail = "no image", str(error)

    def _take(self, report: FrameTaken, let_go: Callable[[], None]) -> Frame | None:
        """The frame, where it lies in the ring, checked; None where it can't be trusted."""
        ring = self._ring
        taken = ring.triggered(report.slot, report.part_id, let_go) if ring is not None else None
        if taken is None:
            let_go()
            self._state, self._detail = "no image", "its frame was not where it said"
            return None
        if not self._stills and self._pictures.frozen(taken.image):
            self._doom = f"the same picture {SAME_IS_FROZEN} times in a row: it is frozen"
            self._state, self._detail = "fault", self._doom
            return None
        self._state, self._detail = "live", ""
        return self._as_frame(taken)

    def _as_frame(self, taken: RingFrame) -> Frame:
        return Frame(
            self.view, taken.device_frame_id, taken.image, taken.captured_at, taken.monotonic_s, taken.golden
        )


def _release(child: CameraChild, report: FrameTaken) -> None:
    """Nobody looks at this frame any more."""
    child.order(ReleaseOrder(ring=report.ring, slot=report.slot))


def _remove(ring: Path) -> None:
    """A process that was killed could not tidy up."""
    with contextlib.suppress(OSError):  # Windows keeps what a window has open, until the line's next start
        ring.unlink(missing_ok=True)

"""Cameras of a simulated line as far as triggers and frames go: no pictures, only who was before them and when."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from inspector_app.inspection.joining import Counts, Joiner, Place, WiredQueue

READ_OUT_S = 0.02
WAIT_S = 0.3
STANDS_S = 0.3
"""How long a part stays before a camera that it has come to."""
_PERIOD_S = 0.03

NO_PART = -1
Seen = int
"""Number of the part that a frame shows, or NO_PART."""
Later = Callable[[float, Callable[[float], None]], None]
"""Calls a function when a moment of the simulated clock has come."""


@dataclass(frozen=True, slots=True)
class Mishap:
    """What goes wrong with the frame of one camera at one trigger."""

    name: str
    """Empty: nothing. pulse lost, frame lost, repeat, late, double, stray, restart."""

    @property
    def costs_the_part(self) -> bool:
        """Whether the part of this frame can't have it. A stray frame beside its own costs it nothing."""
        return self.name not in {"", "stray"}


class TriggeredCamera(Protocol):
    """One camera of the line."""

    place: Place

    def pulse(self, now: float, part: int, mishap: Mishap) -> None:
        """The line's sensor sees a part at the place where parts are announced."""

    def order(self, now: float, part_id: str, mishap: Mishap) -> None:
        """The station announces it."""


class WiredCamera:
    """Exposes at each pulse on its wire; the station picks the frame of a part by its time."""

    def __init__(self, place: Place, joiner: Joiner[Seen], later: Later) -> None:
        self.place, self._joiner, self._later = place, joiner, later
        self._queue: WiredQueue[tuple[float, int, Seen]] = WiredQueue(place)
        self._frame_id = 0
        self._asked: list[tuple[str, float]] = []

    def pulse(self, now: float, part: int, mishap: Mishap) -> None:
        """One exposure, but for what goes wrong."""
        shown = part + self.place.triggers_before
        if mishap.name == "restart":
            self._restart()
        if mishap.name in {"pulse lost", "restart"}:
            return
        self._frame_id += mishap.name != "repeat"
        if mishap.name != "frame lost":
            read_out = READ_OUT_S + (0.6 if mishap.name == "late" else 0.0)
            self._comes(now, read_out, shown)
        if mishap.name in {"double", "stray"}:
            self._frame_id += 1
            after = 0.01 if mishap.name == "double" else STANDS_S
            self._comes(now + after, READ_OUT_S, shown if after < STANDS_S else NO_PART)

    def order(self, now: float, part_id: str, mishap: Mishap) -> None:
        """The frame of this part is wanted."""
        del mishap
        self._asked.append((part_id, now))
        self._look(now)
        self._later(now + WAIT_S, self._look)

    def _comes(self, exposed: float, read_out: float, shown: Seen) -> None:
        frame = exposed, self._frame_id, shown

        queue = self._queue

        def arrive(now: float) -> None:
            queue.put(exposed, frame)
            self._look(now)

        self._later(exposed + read_out, arrive)

    def _look(self, now: float) -> None:
        while self._asked:
            part_id, announced = self._asked[0]
            reply = self._queue.ask(announced)
            if reply.frame is None and not reply.settled and now < announced + WAIT_S:
                return
            self._asked.pop(0)
            self._answer(part_id, reply.frame, reply.why)

    def _answer(self, part_id: str, frame: tuple[float, int, Seen] | None, why: str) -> None:
        view = self.place.view
        if frame is None:
            self._joiner.absent(view, part_id, why or "no frame came")
            return
        exposed, frame_id, shown = frame
        self._joiner.arrive(
            view, part_id, shown, frame_id=frame_id, exposed_s=exposed, dropped=self._queue.strays
        )

    def _restart(self) -> None:
        self._queue, self._frame_id = WiredQueue(self.place), 0
        self._asked.clear()
        self._joiner.lose(self.place.view)
        self._joiner.opened(self.place.view)


class OrderedCamera:
    """Exposes when the station tells it to, or, if it runs by itself, gives its next exposure after that."""

    def __init__(self, place: Place, joiner: Joiner[Seen], later: Later) -> None:
        self.place, self._joiner, self._later = place, joiner, later
        self._runs = place.counts is Counts.EXPOSURES
        self._frame_id = self._run = 0
        self._delivered: tuple[int, float] | None = None
        """Id and exposure of the newest frame: what a camera that repeats itself gives again."""
        self._part, self._came = 0, -math.inf

    def pulse(self, now: float, part: int, mishap: Mishap) -> None:
        """No wire leads here; only what lies before the camera changes."""
        del mishap
        self._part, self._came = part, now

    def order(self, now: float, part_id: str, mishap: Mishap) -> None:
        """The frame of the part that was announced now is wanted."""

        def expose(moment: float) -> None:
            if mishap.name == "restart":
                self._restart()
            elif mishap.name in {"pulse lost", "double"}:  # "double": the driver refuses
                self._joiner.absent(self.place.view, part_id, "no frame came")
            else:
                self._expose(moment, part_id, mishap)

        self._later(now + self.place.offset_s, expose)

    def _expose(self, now: float, part_id: str, mishap: Mishap) -> None:
        exposed = math.ceil(now / _PERIOD_S) * _PERIOD_S if self._runs else now
        self._frame_id = round(exposed / _PERIOD_S) if self._runs else self._frame_id + 1
        again = mishap.name == "repeat"
        if mishap.name == "frame lost" or (again and self._delivered is None):
            self._joiner.absent(self.place.view, part_id, "its frame was damaged")
            return
        there = exposed < self._came + self.place.offset_s + STANDS_S
        shown = self._part if there and not again else NO_PART
        if self._delivered is None or not again:
            self._delivered = self._frame_id, exposed
        frame_id, dated = self._delivered

        run = self._run

        def arrive(_: float) -> None:
            if run == self._run:  # what a process had on its way when it died never comes
                self._joiner.arrive(self.place.view, part_id, shown, frame_id=frame_id, exposed_s=dated)

        self._later(exposed + READ_OUT_S + (0.6 if mishap.name == "late" else 0.0), arrive)

    def _restart(self) -> None:
        self._frame_id, self._delivered = 0, None
        self._run += 1
        self._joiner.lose(self.place.view)
        self._joiner.opened(self.place.view)

"""A long run of triggers past cameras of every kind, much faster than time: each part itself, and there once.

What is simulated are the line, its sensor, wires, cameras and their mishaps. The joining is the station's own.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from heapq import heappop, heappush

from inspector_app.inspection.joining import Counts, Joined, Joiner, Place
from inspector_app.simulation.triggered_cameras import (
    Mishap,
    OrderedCamera,
    Seen,
    TriggeredCamera,
    WiredCamera,
)

_GIVEN_UP_S = 0.45
_FIRST_S = 1.0
_NAMES = ("pulse lost", "frame lost", "repeat", "late", "double", "stray", "restart")
_NOTHING = Mishap("")


@dataclass(frozen=True, slots=True)
class TriggerPlan:
    """mishap_rate: of each kind, a camera and trigger; jitter: of the time between parts, as a share of it."""

    triggers: int
    seed: int = 1
    views: int = 4
    parts_per_hour: float = 5000.0
    jitter: float = 0.15
    mishap_rate: float = 0.0005


@dataclass(slots=True)
class TriggerCounts:
    """What came of it. lost, twice, mixed_up and innocent are 0, or the joining is broken."""

    triggers: int = 0
    unheard: int = 0
    """Triggers that never reached the station; their parts are the PLC's to reject."""
    parts: int = 0
    whole: int = 0
    rejected: int = 0
    lost: int = 0
    """Parts that were announced, and never joined."""
    twice: int = 0
    mixed_up: int = 0
    """Frames that a part was given though they show another one, or none."""
    innocent: int = 0
    """Parts that went without a frame with which nothing was wrong."""
    mishaps: dict[str, int] = field(default_factory=dict)
    gaps: int = 0
    repeats: int = 0
    strays: int = 0
    late: int = 0

    @property
    def right(self) -> bool:
        """Whether none was lost, none came twice, none had another's frame, none was rejected without a cause."""
        return not (self.lost or self.twice or self.mixed_up or self.innocent)

    def as_json(self) -> dict[str, object]:
        """Plain values, for --json."""
        return asdict(self) | {"right": self.right}


def places_of(views: int) -> list[Place]:
    """1 to 8 places: by turns a wire, a wire two parts upstream, software further down, free-running."""
    kinds = (
        Place("wire", before_s=0.2, after_s=0.1, counts=Counts.TRIGGERS),
        Place("wire upstream", 2, before_s=0.2, after_s=0.1, counts=Counts.TRIGGERS),
        Place("software downstream", offset_s=0.15),
        Place("free-running", counts=Counts.EXPOSURES),
    )
    return [
        Place(
            f"{kind.view} {number // 4 + 1}",
            kind.triggers_before,
            kind.offset_s,
            kind.before_s,
            kind.after_s,
            kind.counts,
        )
        for number, kind in ((number, kinds[number % 4]) for number in range(views))
    ]


class TriggerRun:
    """One run; the same plan gives the same run."""

    def __init__(self, plan: TriggerPlan) -> None:
        self._plan = plan
        self._random = random.Random(plan.seed)
        self._events: list[tuple[float, int, Callable[[float], None]]] = []
        self._order = 0
        self._joiner: Joiner[Seen] = Joiner(places := places_of(plan.views))
        self._cameras = [self._camera(place) for place in places]
        self._hurt: dict[int, set[str]] = {part: set() for part in range(4)}
        self._open: set[int] = set()
        self._unheard_before = 0
        self.counts = TriggerCounts()
        for camera in self._cameras:
            for part in range(camera.place.triggers_before):
                self._hurt[part].add(camera.place.view)

    def run(self) -> TriggerCounts:
        """Plays it to its end."""
        self._later(_FIRST_S, self._trigger)
        while self._events:
            now, _, do = heappop(self._events)
            do(now)
        self.counts.lost = len(self._open)
        self.counts.late = self._joiner.late
        for camera in self._cameras:
            wrong = self._joiner.mismatches(camera.place.view)
            self.counts.gaps += wrong.gaps
            self.counts.repeats += wrong.repeats
            self.counts.strays += wrong.strays
        return self.counts

    def _camera(self, place: Place) -> TriggeredCamera:
        kind = WiredCamera if place.counts is Counts.TRIGGERS else OrderedCamera
        return kind(place, self._joiner, self._later)

    def _later(self, moment: float, do: Callable[[float], None]) -> None:
        self._order += 1
        heappush(self._events, (moment, self._order, do))

    def _trigger(self, now: float) -> None:
        counts, plan = self.counts, self._plan
        part, counts.triggers = counts.triggers, counts.triggers + 1
        self._hurt[part + 4] = set()
        heard = self._random.random() >= plan.mishap_rate
        mishaps = [self._mishap() for _ in self._cameras]
        for camera, mishap in zip(self._cameras, mishaps, strict=True):
            camera.pulse(now, part, mishap)
            if mishap.costs_the_part or not heard:
                self._hurt[part + camera.place.triggers_before].add(camera.place.view)
        if heard:
            self._later(now + self._random.uniform(0.005, 0.06), lambda at: self._announce(at, part, mishaps))
        else:
            counts.unheard += 1
            self._unheard_before += 1
        if counts.triggers < plan.triggers:
            pitch = 3600 / plan.parts_per_hour
            self._later(now + pitch * (1 + self._random.uniform(-plan.jitter, plan.jitter)), self._trigger)

    def _mishap(self) -> Mishap:
        drawn = self._random.random() / self._plan.mishap_rate if self._plan.mishap_rate else len(_NAMES)
        if drawn >= len(_NAMES):
            return _NOTHING
        name = _NAMES[int(drawn)]
        self.counts.mishaps[name] = self.counts.mishaps.get(name, 0) + 1
        return Mishap(name)

    def _announce(self, now: float, part: int, mishaps: list[Mishap]) -> None:
        part_id = str(part)
        self._joiner.announce(part_id, now, missed=self._unheard_before)
        self._unheard_before = 0
        self.counts.parts += 1
        self._open.add(part)
        for camera, mishap in zip(self._cameras, mishaps, strict=True):
            camera.order(now, part_id, mishap)
        self._later(now + _GIVEN_UP_S, lambda _: self._close(part))

    def _close(self, part: int) -> None:
        counts = self.counts
        joined = self._joiner.close(str(part))
        counts.twice += part not in self._open
        self._open.discard(part)
        counts.mixed_up += sum(shown != part for shown in joined.frames.values())
        self._judge(part, joined)

    def _judge(self, part: int, joined: Joined[Seen]) -> None:
        self.counts.whole += not joined.missing
        self.counts.rejected += bool(joined.missing)
        self.counts.innocent += bool(set(joined.missing) - self._hurt.pop(part))

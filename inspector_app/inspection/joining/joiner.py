"""Joins the views of a part: by the count of triggers, and by the time at which each frame was exposed.

Each trigger of the line announces one part. At that moment every camera exposes what lies before it: the part
itself, or one further upstream that is announced some triggers later. The joiner keeps what each camera gave for
each trigger, and puts a part together from the frames that show it. What does not fit by count or by time is never
given to any part, so that only the parts concerned go without an image.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from inspector_app.inspection.joining.frame_count import FrameCount
from inspector_app.inspection.joining.place import Counts, Place

F = TypeVar("F")

IN_WORK = 2
"""Parts that may be before the last camera and not judged yet; what is older is let go, since frames hold memory."""
_REMEMBERED = 64
_NEVER_ASKED = "the part had passed this camera before the station looked"
_IN_TIME = "no image came in time"


@dataclass(frozen=True, slots=True)
class Joined(Generic[F]):
    """A part's frames by view, and why each other view has none."""

    frames: Mapping[str, F]
    missing: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Mismatches:
    """What one camera's frames did not fit by, since the start."""

    gaps: int = 0
    repeats: int = 0
    strays: int = 0


@dataclass(slots=True)
class _Shot(Generic[F]):
    """What one camera gave for one trigger."""

    asked: int
    announced_s: float
    frame: F | None = None
    why: str = ""

    @property
    def open(self) -> bool:
        return self.frame is None and not self.why


@dataclass(slots=True)
class _View(Generic[F]):
    place: Place
    counts: Counts
    count: FrameCount = field(default_factory=FrameCount)
    shots: OrderedDict[int, _Shot[F]] = field(default_factory=OrderedDict)
    asked: int = 0
    strays: int = 0
    """Frames exposed when none of the part can have been."""


class Joiner(Generic[F]):
    """Parts are announced in the order of the line; frames may come in any order."""

    def __init__(self, places: Iterable[Place]) -> None:
        self._views: dict[str, _View[F]] = {place.view: _View(place, place.counts) for place in places}
        self._trigger = 0
        self._triggers: OrderedDict[str, int] = OrderedDict()
        self.late = 0
        """Frames that came when their part was no longer waited for."""

    def announce(self, part_id: str, at_s: float, *, missed: int = 0) -> None:
        """A trigger: this part is announced, and every camera is asked for a frame.

        missed: triggers since the part before that nobody asked for.
        """
        self._trigger += 1 + missed
        self._triggers[part_id] = self._trigger
        for view in self._views.values():
            view.asked += 1
            view.shots[self._trigger] = _Shot(view.asked, at_s)
            oldest = self._trigger - view.place.triggers_before - IN_WORK
            for trigger in [one for one in view.shots if one < oldest]:
                del view.shots[trigger]
        while len(self._triggers) > _REMEMBERED:
            self._triggers.popitem(last=False)

    def arrive(
        self, view_name: str, part_id: str, frame: F, *, frame_id: int, exposed_s: float, dropped: int = 0
    ) -> str:
        """A frame for the trigger that announced this part; returns what is wrong with it, empty where nothing is.

        One that comes too late is counted, and no part has it.
        dropped: how many of its frames the camera has given to no part so far.
        """
        view, trigger = self._views[view_name], self._triggers.get(part_id)
        shot = view.shots.get(trigger) if trigger is not None else None
        stray = self._wrong_time(view, shot, exposed_s) if shot is not None else ""
        # one of another moment was not made for this trigger, so its id says nothing of the next one's
        ordinal = None if stray else _ordinal(view.counts, trigger, shot)
        wrong = view.count.problem(frame_id, ordinal, dropped) or stray
        if shot is None or not shot.open:
            self.late += 1
            return wrong
        shot.why = wrong
        if not wrong:
            shot.frame = frame
        return wrong

    def absent(self, view_name: str, part_id: str, why: str = _IN_TIME) -> None:
        """The camera has no frame for the trigger that announced this part."""
        trigger = self._triggers.get(part_id)
        shot = self._views[view_name].shots.get(trigger) if trigger is not None else None
        if shot is not None and shot.open:
            shot.why = why

    def lose(self, view_name: str) -> None:
        """The camera is gone: nothing that it was asked for will come."""
        for shot in self._views[view_name].shots.values():
            if shot.open:
                shot.why = "its camera is gone"

    def opened(self, view_name: str, counts: Counts | None = None) -> None:
        """The camera is a new run, and its ids begin anew; counts: where it is now known what they count."""
        view = self._views[view_name]
        view.count.restart()
        view.counts = counts or view.place.counts

    def waits(self, part_id: str) -> bool:
        """Whether a frame of this part may still come."""
        trigger = self._triggers.get(part_id)
        return trigger is not None and any(
            (shot := view.shots.get(trigger - view.place.triggers_before)) is not None and shot.open
            for view in self._views.values()
        )

    def close(self, part_id: str) -> Joined[F]:
        """The part as far as it is there. What comes for it from now on is late; it can be closed once."""
        trigger = self._triggers.get(part_id)
        frames: dict[str, F] = {}
        missing: dict[str, str] = {}
        for name, view in self._views.items():
            shot = None if trigger is None else view.shots.pop(trigger - view.place.triggers_before, None)
            if shot is None:
                missing[name] = _NEVER_ASKED
            elif shot.frame is None:
                missing[name] = shot.why or _IN_TIME
            else:
                frames[name] = shot.frame
        return Joined(frames, missing)

    def mismatches(self, view_name: str) -> Mismatches:
        """What did not fit, of one camera."""
        view = self._views[view_name]
        return Mismatches(view.count.gaps, view.count.repeats, view.strays)

    def _wrong_time(self, view: _View[F], shot: _Shot[F], exposed_s: float) -> str:
        apart = view.place.distance(exposed_s, shot.announced_s)
        if not apart:
            return ""
        view.strays += 1
        return f"its frame was exposed {abs(apart):.2f} s too {'early' if apart < 0 else 'late'} to show the part"


def _ordinal(counts: Counts, trigger: int | None, shot: _Shot[F] | None) -> int | None:
    """Where in the row of occasions that a camera's ids count this frame stands; None where they count others too."""
    if counts is Counts.TRIGGERS:
        return trigger
    return shot.asked if counts is Counts.ORDERS and shot is not None else None

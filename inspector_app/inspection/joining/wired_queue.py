"""The frames of a camera that a wire triggers, until the station hears of the part that each belongs to."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

from inspector_app.inspection.joining.place import Place

F = TypeVar("F")


@dataclass(frozen=True, slots=True)
class Reply(Generic[F]):
    """frame: the part's. settled: nothing that comes later can change it. dropped: belong to no part."""

    frame: F | None
    settled: bool
    dropped: tuple[F, ...] = ()
    why: str = ""


class WiredQueue(Generic[F]):
    """Frames go in as they come, in the order of their exposure; parts are asked for in the order of the line."""

    def __init__(self, place: Place) -> None:
        self._place = place
        self._waiting: deque[tuple[float, F]] = deque()
        self.strays = 0
        """Frames that belonged to no part, or to one that had two of them."""

    def __len__(self) -> int:
        return len(self._waiting)

    def __iter__(self) -> Iterator[F]:
        return (frame for _, frame in self._waiting)

    def put(self, exposed_s: float, frame: F) -> None:
        """A frame has come."""
        self._waiting.append((exposed_s, frame))

    def push_out(self) -> F:
        """The oldest frame, which nobody has asked for; there is no room for it any more."""
        self.strays += 1
        return self._waiting.popleft()[1]

    def ask(self, announced_s: float) -> Reply[F]:
        """The frame of the part that was announced at this moment. Frames of later parts stay where they are."""
        dropped = self._take_before(announced_s)
        mine = self._take_fitting(announced_s)
        if len(mine) == 1:
            self.strays += len(dropped)
            return Reply(mine[0], settled=True, dropped=dropped)
        self.strays += len(dropped) + len(mine)
        if mine:
            return Reply(None, True, dropped + mine, "more than one frame came for one part")
        passed = bool(self._waiting)
        return Reply(None, passed, dropped, "no frame was exposed when the part lay there" if passed else "")

    def _take_before(self, announced_s: float) -> tuple[F, ...]:
        taken: list[F] = []
        while self._waiting and self._place.distance(self._waiting[0][0], announced_s) < 0:
            taken.append(self._waiting.popleft()[1])
        return tuple(taken)

    def _take_fitting(self, announced_s: float) -> tuple[F, ...]:
        taken: list[F] = []
        while self._waiting and self._place.distance(self._waiting[0][0], announced_s) == 0:
            taken.append(self._waiting.popleft()[1])
        return tuple(taken)

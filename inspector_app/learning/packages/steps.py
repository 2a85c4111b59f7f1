"""The steps of making a package: which one it is, how far it is, and how long the rest will take."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

Say = Callable[[str], None]
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class StepTold:
    """step of steps; done of total within it; rest_s: seconds that are left of all steps, None where nobody knows."""

    what: str
    step: int
    steps: int
    done: int
    total: int
    rest_s: float | None


@dataclass(frozen=True, slots=True)
class Step:
    """A step that is planned. work: how long it takes beside the others, an image through a network being 1."""

    what: str
    work: float


def _untold(told: StepTold) -> None:
    pass


def _unsaid(what: str) -> None:
    pass


@dataclass(slots=True)
class Steps:
    """say: the beginning of each step, for people; tell: every advance, for a window.

    A step that was not planned is one more, and takes as long as it takes: the rest is not known while it goes on.
    """

    plan: Sequence[Step] = ()
    say: Say = _unsaid
    tell: Callable[[StepTold], None] = _untold
    clock: Callable[[], float] = time.monotonic
    _begun: list[Step] = field(default_factory=list)
    _since: float = 0.0
    _unplanned_s: float = 0.0
    _began_at: float = 0.0

    def begin(self, what: str) -> Progress:
        """The next step; gives what tells its advance, done of total."""
        now = self.clock()
        if not self._begun:
            self._since = now
        elif self._begun[-1] not in self.plan:
            self._unplanned_s += now - self._began_at
        self._began_at = now
        step = next((one for one in self.plan if one.what == what), Step(what, 0.0))
        self._begun.append(step)
        self.say(what)
        self._tell(step, 0, 0)
        return lambda done, total: self._tell(step, done, total)

    def _tell(self, step: Step, done: int, total: int) -> None:
        extra = sum(one not in self.plan for one in self._begun)
        rest_s = self._rest_s(step, done / total if total else 0.0)
        self.tell(StepTold(step.what, len(self._begun), len(self.plan) + extra, done, total, rest_s))

    def _rest_s(self, step: Step, share: float) -> float | None:
        """By the time that the work so far took."""
        if step not in self.plan:
            return None
        finished = sum(one.work for one in self._begun[:-1]) + step.work * share
        whole = sum(one.work for one in self.plan)
        if finished <= 0:
            return None
        took_s = self.clock() - self._since - self._unplanned_s
        return max(0.0, took_s / finished * (whole - finished))

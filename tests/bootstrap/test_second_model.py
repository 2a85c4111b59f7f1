"""The second model never makes the line wait: what it has no time for is dropped and counted."""

import threading
import time
from datetime import UTC, datetime

import numpy as np
import pytest

from inspector_app.bootstrap.second_model import SecondModel
from inspector_app.domain.frame import Frame
from inspector_app.domain.second_opinion import SecondOpinion
from inspector_app.domain.verdict import Outcome, Rule


def frames(value=1):
    return {"top": Frame("top", 1, np.full((4, 4), value, np.uint8), datetime.now(UTC), 0.0)}


class Look:
    """Takes as long as a test lets it, and says that it took `took_ms`."""

    def __init__(self, took_ms=1.0):
        self.took_ms, self.may_end, self.seen, self.failure = took_ms, threading.Event(), [], None
        self.may_end.set()

    def look(self, inspection_id, given):
        self.may_end.wait(5)
        self.seen.append((inspection_id, int(given["top"].image[0, 0])))
        if self.failure:
            raise self.failure
        return SecondOpinion(inspection_id, "other", "cd", Outcome.PASS, Rule.NO_FINDING, (), self.took_ms)


def until(condition):
    end = time.monotonic() + 5
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.005)


@pytest.fixture
def kept():
    return []


@pytest.fixture
def second(kept):
    clock = iter(range(0, 10**6, 10))
    second = SecondModel(kept.append, clock=lambda: float(next(clock)))
    yield second
    second.close()


def test_it_judges_a_copy_so_that_the_camera_may_have_its_place_back(second, kept):
    look, given = Look(), frames(7)
    look.may_end.clear()
    second.offer(look, "a", given)
    given["top"].image[:] = 99
    look.may_end.set()
    until(lambda: kept)
    assert look.seen == [("a", 7)]


def test_parts_that_come_while_it_works_are_dropped_and_counted_and_nobody_waits(second, kept):
    look = Look()
    look.may_end.clear()
    begun = time.monotonic()
    for name in "abcde":
        second.offer(look, name, frames())
    assert time.monotonic() - begun < 2.0
    look.may_end.set()
    until(lambda: second.judged + second.dropped == 5)
    assert second.dropped >= 3


def test_it_keeps_away_where_parts_come_too_fast_for_it(kept):
    now = [0.0]
    second = SecondModel(kept.append, clock=lambda: now[0])
    look = Look(took_ms=400.0)
    second.offer(look, "a", frames())
    until(lambda: second.judged == 1)
    now[0] += 0.5  # it took 0.4 s: the next part would still be in its way
    second.offer(look, "b", frames())
    assert second.dropped == 1
    now[0] += 0.7
    until(lambda: not second._busy)
    second.offer(look, "c", frames())
    until(lambda: second.judged == 2)
    second.close()


def test_one_that_breaks_or_can_not_be_kept_costs_its_opinion_alone(second, kept):
    look = Look()
    look.failure = RuntimeError("NaN")
    second.offer(look, "a", frames())
    until(lambda: look.seen)
    until(lambda: not second._busy)
    look.failure = None
    second.offer(look, "b", frames())
    until(lambda: kept)
    assert [one.inspection_id for one in kept] == ["b"]

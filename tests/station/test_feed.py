"""A feed that stands stays stopped until a person starts it, whatever happens to the line meanwhile."""

import threading
import time
from datetime import UTC, datetime

import pytest

from inspector_app.domain.messages import ReportIssued, SetFeed
from inspector_app.domain.shift import Shift
from inspector_app.domain.verdict import Signal
from inspector_app.station.feed import AFTER_DEATH, BY_PERSON
from tests.station.fakes import Bench, Parts


class Running:
    """A line in a thread."""

    def __init__(self, bench, **how):
        self.bench = bench
        self.thread = threading.Thread(target=bench.line.run, kwargs=how)
        self.thread.start()

    def ask(self, kind, **fields):
        replies, answered = [], threading.Event()
        self.bench.line.take(
            kind(command_id="c", **fields), lambda reply: (replies.append(reply), answered.set())
        )
        assert answered.wait(5)
        return replies[0]

    def end(self):
        self.bench.line.stop()
        self.thread.join(timeout=10)
        assert not self.thread.is_alive()


@pytest.fixture
def run():
    started = []

    def start(bench, **how):
        started.append(Running(bench, **how))
        return started[-1]

    yield start
    for each in started:
        each.end()


def until(condition, seconds=10.0):
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not come about in time"
        time.sleep(0.01)


def state(bench):
    return bench.told("line_state")[-1] if bench.told("line_state") else None


def stopped_home(shift=True):
    """The records of a line that was killed while its feed stood."""
    bench = Bench(Parts(every_s=0.01))
    bench.records.add_event("stop", BY_PERSON, "feed")
    if shift:
        bench.records.shift = Shift("s", "Early", "", "", "UTC", "Ada", datetime.now(UTC))
        bench.records.resume_shift = lambda _until: (bench.records.end_event("1"), 1.0)[1]
    return bench


@pytest.mark.parametrize("shift", [True, False])
def test_a_feed_stopped_at_the_bench_stays_stopped_after_a_restart_until_a_person_starts_it(run, shift):
    bench = stopped_home(shift)
    line = run(bench)
    until(lambda: state(bench) is not None and state(bench).state == "paused")
    assert state(bench).detail == f"stopped until a person starts it (F8): {BY_PERSON}"
    assert any("stays stopped after the restart" in notice.text for notice in bench.told("notice"))
    assert bench.gate.ready is False
    time.sleep(0.1)
    assert bench.source.number == 0
    assert bench.records.standing_stop() is not None, "the report sees that it still stands"
    assert line.ask(SetFeed, running=True).ok
    until(lambda: bench.source.number > 0 and bench.gate.ready)
    assert bench.records.standing_stop() is None


def test_a_line_that_died_waits_for_a_person_too(run):
    bench = Bench(Parts(every_s=0.01))
    line = run(bench, restarted=True)
    until(lambda: state(bench) is not None and state(bench).state == "paused")
    assert AFTER_DEATH in state(bench).detail
    assert (bench.source.number, bench.gate.ready) == (0, False)
    assert line.ask(SetFeed, running=True).ok
    until(lambda: Signal.ACCEPT in [signal for _, signal in bench.gate.signals])


def test_a_run_with_a_limit_is_an_order_of_its_own():
    bench = stopped_home()
    assert bench.line.run(parts=2, starts_feed=True).parts == 2
    assert bench.records.standing_stop() is None


def test_a_stop_that_a_person_ended_is_over_after_a_restart():
    bench = Bench(Parts())
    bench.records.add_event("stop", BY_PERSON, "feed")
    bench.records.end_event("1")
    assert bench.line.run(parts=1).parts == 1


def test_that_a_report_went_out_is_kept(run):
    bench = Bench(Parts(every_s=0.01))
    line = run(bench)
    assert line.ask(ReportIssued, shift_id="s1", report="SR-1.pdf", how="printed").ok
    assert bench.records.issued == [("s1", "SR-1.pdf was printed")]

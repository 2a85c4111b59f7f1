"""READY off for the station's own sake is kept; what a person stopped is not."""

from datetime import UTC, datetime

import pytest

from inspector_app.domain.shift import Shift
from inspector_app.station.feed import BY_PERSON
from inspector_app.station.floor import Floor, LineNames
from inspector_app.station.ready_watch import ReadyWatch
from tests.station.fakes import Bench, Parts


class Watched:
    """A line that runs in a shift, and its watch."""

    def __init__(self):
        bench = Bench(Parts(0))
        self.records = bench.records
        self.floor = Floor(bench.line._floor.tools, bench.at_work, LineNames(), state="running", ready=True)
        self.watch = ReadyWatch(self.floor)
        self.records.shift = self.shift("Early")

    def shift(self, name):
        return Shift(name, name, "Site", "Line 1", "UTC", "Ana", datetime.now(UTC))

    def look(self, **changes):
        for name, value in changes.items():
            setattr(self.floor, name, value)
        self.watch.look()

    @property
    def kept(self):
        return [text for kind, text in self.records.events if kind == "not ready"]


@pytest.fixture
def watched():
    return Watched()


def test_ready_off_is_kept_once_with_its_reason_and_ends_when_it_is_back(watched):
    watched.look(stalled=True, ready=False)
    watched.look()
    assert watched.kept == ["a part takes far too long"]
    assert watched.records.ended == []
    watched.look(stalled=False, ready=True)
    assert watched.records.ended == ["1"]
    watched.look()
    assert len(watched.records.events) == 1


def test_a_person_who_stops_the_feed_is_no_failing_of_the_station(watched):
    watched.look(state="paused", stopped_why=BY_PERSON, ready=False)
    assert watched.kept == []


def test_a_line_that_stopped_itself_is(watched):
    watched.look(state="paused", stopped_why="ids do not match", unacknowledged=True, ready=False)
    assert watched.kept == ["ids do not match"]


def test_each_shift_has_its_own(watched):
    watched.look(stalled=True, ready=False)
    watched.records.shift = watched.shift("Late")
    watched.look()
    assert (len(watched.kept), watched.records.ended) == (2, ["1"])
    watched.records.shift = None
    watched.look()
    assert (len(watched.kept), watched.records.ended) == (2, ["1", "2"])


def test_the_line_ends_and_with_it_what_lasted(watched):
    watched.look(stalled=True, ready=False)
    watched.watch.close()
    assert watched.records.ended == ["1"]

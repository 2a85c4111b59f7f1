"""Fault 20: the computer's clock is set while a line runs, or starts years back.

It is really moved, for the processes of that line, by a library that is loaded before all others.
"""

import shutil
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from inspector_app.records.reader import Reader
from tests.bootstrap.line_process import make_home
from tests.faults.conftest import until
from tests.faults.watched import WatchedLine

SOURCE = Path(__file__).with_name("moved_clock.c")
AHEAD_S = 26 * 3600

pytestmark = pytest.mark.skipif(
    not sys.platform.startswith("linux") or shutil.which("cc") is None,
    reason="the clock of one process is moved by a library that a C compiler has to make on Linux",
)


@pytest.fixture(scope="module")
def clock(tmp_path_factory):
    """The file that says by how much, and what a process needs to go by it."""
    folder = tmp_path_factory.mktemp("clock")
    library, moved_by = folder / "moved_clock.so", folder / "moved_by"
    subprocess.run(["cc", "-shared", "-fPIC", "-o", library, SOURCE, "-ldl"], check=True)
    return moved_by, {"LD_PRELOAD": str(library), "CLOCK_MOVED_BY": str(moved_by)}


@pytest.fixture
def start(clock, monkeypatch):
    """Starts a line whose clock is moved by so many seconds, and says how to move it while it runs."""
    monkeypatch.chdir(SOURCE.parents[2])
    moved_by, environment = clock
    lines = []

    def begin(home, seconds=0):
        move(seconds)
        lines.append(WatchedLine(home, environment))
        return lines[-1]

    def move(seconds):
        moved_by.with_suffix(".new").write_text(f"{seconds}\n")
        moved_by.with_suffix(".new").replace(moved_by)

    begin.move = move
    yield begin
    for line in lines:
        line.close()


def rows(home):
    with Reader(home) as reader:
        return reader.recent(1000)[::-1]


def in_order_with_images(home, kept):
    """Rows go by number whatever the clock said, and no image of them was removed."""
    numbers = [row.number for row in kept]
    there = [(home.path / view.image_path).is_file() for row in kept for view in row.views]
    return numbers == sorted(numbers) and len(there) >= len(kept) and all(there)


def events_of_the_clock(home):
    with closing(sqlite3.connect(home.database)) as database:
        return [
            text
            for (text,) in database.execute("select text from events where source = 'clock' order by seq")
        ]


def accepted(line, since):
    return [part for part in line.parts(since) if part.signal == "ACCEPT"]


def told(line, words, since=0.0):
    return [notice for notice in line.heard("notice", since) if words in notice.text]


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    return make_home(tmp_path_factory.mktemp("clock-line") / "home", views=1)


def test_a_clock_that_is_set_while_parts_come_costs_no_part_and_no_image_and_is_kept(home, start):
    line = start(home)
    pid = line.dog.pid
    for seconds, words in ((AHEAD_S, "forward by 93,600 s"), (0, "back by 93,600 s")):
        start.move(seconds)
        moved = time.monotonic()
        until(lambda: told(line, words, moved), what="the notice")  # noqa: B023 - waited for at once
        until(lambda: len(accepted(line, moved)) >= 3, what="parts")  # noqa: B023 - waited for at once
        assert line.ready(moved)
    assert line.dog.pid == pid
    line.close()
    kept = rows(home)
    assert in_order_with_images(home, kept)
    times = [row.at for row in kept]
    assert (max(times) - min(times)).total_seconds() > AHEAD_S - 60, "the clock was really moved"
    assert max(row.latency_ms for row in kept) < 60_000
    assert len(events_of_the_clock(home)) == 2


def test_a_clock_without_a_battery_is_noticed_at_the_start(home, start):
    before = rows(home)
    line = start(home, -int(datetime.now(UTC).timestamp()) + 86_400)
    until(lambda: told(line, "The computer's clock is wrong: it says 1970-01-02"), what="the notice")
    line.close()
    kept = rows(home)
    assert in_order_with_images(home, kept)
    assert kept[len(before)].at.year == 1970
    assert events_of_the_clock(home)[-1].startswith("The computer's clock is wrong")

"""The station's line and the PLC, each a process of its own, over Modbus TCP: what left as good was accepted."""

import json
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing

import pytest

from tests.bootstrap.line_process import make_home
from tests.signals.playing import free_port

PARTS = 8


@pytest.fixture
def home(tmp_path):
    home = make_home(tmp_path / "home")
    text = f'[wire]\nkind = "modbus"\nhost = "127.0.0.1"\nport = {free_port()}\n'
    timing = "[timing]\nanswer_s = 2.0\nplc_silent_s = 5\nconfirm_s = 20\n"
    home.line_file.write_text(text + timing, encoding="utf-8")
    return home


@pytest.fixture
def start(home):
    started = []

    def begin(*words):
        process = subprocess.Popen([sys.executable, "-m", *words], stdout=subprocess.PIPE, text=True)
        started.append(process)
        return process

    yield begin
    for process in started:
        process.kill()
        process.communicate()


def plc(start, home, *options):
    words = (
        "line",
        "simulate",
        "--home",
        str(home.path),
        "--json",
        "--window",
        "4",
        "--speed",
        "3600",
        *options,
    )
    return start("inspector_app.cli.main", *words)


def line(start, home):
    return start("tests.bootstrap.line_process", str(home.path))


def until(condition, seconds=60.0):
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not come about in time"
        time.sleep(0.1)


def rows(home, query):
    """None of a database that is not there yet."""
    if not home.database.exists():
        return []
    try:
        with closing(sqlite3.connect(f"file:{home.database}?mode=ro", uri=True)) as database:
            return database.execute(query).fetchall()
    except sqlite3.OperationalError:  # the line has not made its tables yet
        return []


def outcomes(home):
    return [row[0] for row in rows(home, "select outcome from verdicts order by inspection_seq")]


def test_parts_of_the_plc_are_inspected_recorded_and_sorted(home, start):
    station = line(start, home)
    until((home.run / "line.beat").exists)
    controller = plc(start, home, "--parts", str(PARTS), "--seconds", "90")
    counts = json.loads(controller.communicate(timeout=110)[0])
    station.send_signal(signal.SIGTERM)
    station.wait(timeout=30)
    found = outcomes(home)
    assert counts["triggered"] == PARTS
    assert counts["good"] + counts["held"] == PARTS
    assert 1 <= counts["good"] <= found.count("PASS"), (counts, found)
    assert counts["held"] >= counts["told_reject"]


def test_a_line_that_is_killed_lets_nothing_pass_and_a_plc_that_dies_is_an_alarm(home, start):
    station = line(start, home)
    controller = plc(start, home, "--seconds", "90")
    until(lambda: len(outcomes(home)) >= 2)
    station.kill()
    station.wait()
    seen = len(outcomes(home))
    time.sleep(3.0)
    second = line(start, home)
    until(lambda: len(outcomes(home)) >= seen + 1)
    controller.send_signal(signal.SIGKILL)
    controller.wait()
    until(
        lambda: rows(home, "select text from events where kind = 'alarm' and text like 'no link to the PLC%'")
    )
    assert second.poll() is None

"""The drill with a real line process, really killed; and what counts as having done as the setting says."""

import sys
from dataclasses import replace

import pytest

from inspector_app.bootstrap.drill_words import judge_away
from inspector_app.bootstrap.drilling import run_drill
from inspector_app.settings.line_setup import Fallback, LineSetup, ModbusWire
from inspector_app.simulation.plc_program import PlcCounts
from tests.bootstrap.line_process import make_home

BEFORE = PlcCounts(triggered=10, good=8, held=2, told_reject=2)


def stand_in(home):
    """The line of the other tests: a network that never finds anything."""
    make_home(home.path)
    return [sys.executable, "-m", "tests.bootstrap.line_process", str(home.path)]


def test_a_killed_line_that_goes_on_by_manual_inspection():
    setup = LineSetup(wire=ModbusWire(kind="modbus", host="127.0.0.1"), fallback=Fallback(when_away="manual"))
    drill = run_drill(setup, away_s=4.0, command=stand_in)
    assert [step.line for step in drill.steps if not step.ok] == []
    assert len(drill.steps) == 7
    assert "by manual inspection" in drill.steps[3].said


@pytest.mark.parametrize(
    ("when_away", "after", "ok"),
    [
        ("reject", {"triggered": 15, "held": 7, "no_answer": 5}, True),
        ("reject", {"triggered": 15, "held": 6, "no_answer": 4, "good": 9}, False),
        ("reject", {"triggered": 10, "stopped_cycles": 100}, False),
        ("stop", {"stopped_cycles": 100}, True),
        ("stop", {"triggered": 15, "held": 7, "no_answer": 5}, False),
        ("manual", {"triggered": 15, "manual": 5}, True),
        ("manual", {"triggered": 15, "manual": 5, "good": 9}, False),
        ("manual", {"triggered": 15, "held": 7, "no_answer": 5}, False),
    ],
)
def test_what_counts_as_having_done_as_the_setting_says(when_away, after, ok):
    assert judge_away(when_away, BEFORE, replace(BEFORE, **after)).ok is ok

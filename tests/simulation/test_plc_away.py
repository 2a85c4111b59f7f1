"""What the PLC does when the station falls silent, by what it said while it was alive."""

from dataclasses import replace

import pytest

from inspector_app.domain.line_signals import StationSignals
from inspector_app.simulation.plc_program import PlcPlan, PlcProgram


def silent_after(station, seconds=6.0):
    """A station that is alive for a second, then says the same for ever; no result ever comes."""
    program = PlcProgram(PlcPlan(parts_per_hour=3600))
    beat = 0
    for step in range(round(seconds * 100)):
        now = step / 100
        beat += now < 1.0
        program.cycle(replace(station, heartbeat=beat), now)
    return program.counts


def test_reject_is_what_a_plc_does_that_was_told_nothing():
    counts = silent_after(StationSignals(ready=True))
    assert counts.manual == 0
    assert counts.stopped_cycles == 0
    assert counts.no_answer >= 2


def test_stop_stands_the_belt_when_the_heartbeat_does():
    counts = silent_after(StationSignals(ready=True, away_stop=True))
    assert counts.stopped_cycles > 300
    assert counts.triggered <= 3


def test_manual_counts_the_parts_that_no_machine_saw():
    counts = silent_after(StationSignals(ready=True, away_manual=True))
    assert counts.manual >= 2
    assert counts.good == 0


@pytest.mark.parametrize("away", ["away_stop", "away_manual"])
def test_a_station_that_was_never_alive_decides_nothing(away):
    program = PlcProgram(PlcPlan(parts_per_hour=3600))
    for step in range(400):
        program.cycle(replace(StationSignals(), **{away: True}) if step else None, 0.0 + step / 100 + 10)
    assert program.counts.good == 0

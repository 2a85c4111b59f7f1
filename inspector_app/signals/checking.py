"""Looks at a line's link once: connects, reads every signal, and on request writes harmless ones."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from inspector_app.domain.line_names import plc_values, station_values
from inspector_app.domain.line_signals import PlcSignals, StationSignals
from inspector_app.settings.line_setup import LineSetup
from inspector_app.signals.wire import NEVER_WRITTEN, Wire, WireError

_PULSES = ("busy", "failed", "line_stop", "drives")
"""What is pulsed, one after the other. Never READY, ResultValid or Pass: nothing here may let a part go."""
_LONGEST_BEAT_S = 1.0


@dataclass(frozen=True, slots=True)
class LineCheck:
    """One line of the check: what was looked at, whether it is right, and what was seen or is wrong."""

    name: str
    ok: bool
    detail: str


def check_line(
    wire: Wire, setup: LineSetup, *, pulse: bool, wait: Callable[[float], None] = time.sleep
) -> list[LineCheck]:
    """Every check, up to the first that makes the next ones pointless. Without pulse nothing is written."""
    checks: list[LineCheck] = []
    try:
        wire.connect()
        checks.append(LineCheck("connection", True, wire.name))
        checks.extend(_read(wire, setup, wait))
        if pulse:
            checks.extend(_pulse(wire, wait))
    except WireError as error:
        checks.append(LineCheck("connection", False, str(error)))
    finally:
        wire.close()
    return checks


def _read(wire: Wire, setup: LineSetup, wait: Callable[[float], None]) -> Iterator[LineCheck]:
    said = wire.read()
    yield LineCheck("PLC's signals", True, _words(plc_values(said)))
    yield _heartbeat(wire, setup, said, wait)
    if setup.timing.confirm_s == 0:
        yield LineCheck("sensor at the hold bin", True, "timing.confirm_s is 0: rejects are not confirmed")
    held = wire.as_carried(StationSignals())
    try:
        held = wire.read_back()
    except WireError as error:  # on a broker nothing is there before it was published
        yield LineCheck("station's signals", True, f"nothing to read yet: {error}")
        return
    if held.fault_code == NEVER_WRITTEN:
        yield LineCheck("station's signals", True, "what lies there was not written by a station yet")
        return
    off = not (held.ready or held.passed or held.result_valid)
    detail = _words(station_values(held))
    yield LineCheck(
        "station's signals", off, detail if off else f"READY, ResultValid or Pass is on: {detail}"
    )


def _heartbeat(wire: Wire, setup: LineSetup, first: PlcSignals, wait: Callable[[float], None]) -> LineCheck:
    longest = setup.plc_silent_s
    if not longest:
        return LineCheck("PLC's heartbeat", True, "it has none")
    for _ in range(round(max(longest, _LONGEST_BEAT_S) / 0.05)):
        wait(0.05)
        if wire.read().heartbeat != first.heartbeat:
            return LineCheck("PLC's heartbeat", True, f"it changes within {longest:g} s")
    return LineCheck("PLC's heartbeat", False, f"it did not change within {longest:g} s")


def _pulse(wire: Wire, wait: Callable[[float], None]) -> Iterator[LineCheck]:
    for name in _PULSES:
        on = wire.as_carried(replace(StationSignals(), **{name: True}))
        if on == wire.as_carried(StationSignals()):
            yield LineCheck(f"pulse {name}", True, "this wire does not carry it")
            continue
        yield _written(wire, name, on, wait)
    off = wire.as_carried(StationSignals())
    yield _written(wire, "all off", off, wait)


def _written(wire: Wire, name: str, signals: StationSignals, wait: Callable[[float], None]) -> LineCheck:
    wire.write(signals)
    held = wire.read_back()
    if held != signals:
        wait(0.05)
        held = wire.read_back()
    ok = held == signals
    return LineCheck(f"pulse {name}", ok, "read back" if ok else f"the other side holds {held}")


def _words(values: dict[str, bool | int]) -> str:
    on = [name for name, value in values.items() if value is True]
    numbers = [f"{name} {value}" for name, value in values.items() if not isinstance(value, bool) and value]
    return ", ".join([*on, *numbers]) or "all off"

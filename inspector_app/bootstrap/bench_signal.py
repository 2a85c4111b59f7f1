"""From a decided part until the PLC was seen to have its signal, over Modbus TCP on loopback."""

from __future__ import annotations

import tempfile
import time
from pathlib import Path
from statistics import fmean

from inspector_app.bootstrap.plc_beside import plc_beside
from inspector_app.domain.part import Part, new_id
from inspector_app.domain.verdict import Signal
from inspector_app.inspection.bench import spread
from inspector_app.inspection.ports import SignalError
from inspector_app.settings.home import Home
from inspector_app.settings.line_file import needed_line_setup
from inspector_app.signals import PlcLink, open_wire

_PARTS_PER_HOUR = 20_000.0
_LONGEST_S = 60.0


def bench_signal(parts: int) -> dict[str, float]:
    """n, mean and percentiles in ms of writing a result and reading it back; the PLC is a process of its own."""
    with tempfile.TemporaryDirectory(prefix="inspector-bench-") as folder:
        home = Home(Path(folder)).create()
        with plc_beside(home, _PARTS_PER_HOUR):
            setup = needed_line_setup(home.line_file)
            link = PlcLink(open_wire(setup), setup)
            link.start()
            try:
                times = _times(link, parts)
            finally:
                link.close()
    return {"n": len(times), "mean": fmean(times), **spread(times)} if times else {"n": 0}


def _times(link: PlcLink, parts: int) -> list[float]:
    times: list[float] = []
    until = time.monotonic() + _LONGEST_S
    number = 0
    while len(times) < parts and time.monotonic() < until:
        link.progress()
        link.set_ready(not link.trouble)
        triggered = link.next_trigger(0.05)
        if triggered is None:
            continue
        number += 1
        part = Part(new_id(), number)
        link.know(part, triggered.part_id)
        link.begin(part, drives=True)
        begun = time.perf_counter()
        try:
            link.send(part, Signal.ACCEPT)
        except SignalError:  # before READY is up
            continue
        times.append((time.perf_counter() - begun) * 1000)
        link.finish(part)
    return times

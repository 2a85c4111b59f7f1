"""The processes of a station, each by what it does, with its memory and the CPU time it has used."""

from __future__ import annotations

import contextlib
import os
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import psutil

Kind = Literal["window", "line", "cameras", "jobs"]


@dataclass(frozen=True, slots=True)
class ProcessUse:
    """One process at one moment. memory_mb is as `memory_measure` says; with pss, what n share counts as an n-th."""

    pid: int
    kind: Kind
    memory_mb: float
    cpu_s: float


def look_at(window: int) -> list[ProcessUse]:
    """The window's process and all below it; one that ends meanwhile is left out."""
    with contextlib.suppress(psutil.NoSuchProcess):
        root = psutil.Process(window)
        return [use for process in (root, *root.children(recursive=True)) if (use := _use(process, window))]
    return []


def busy_s() -> float:
    """CPU seconds that this machine has worked since it was started, for whatever program; summed over its cores."""
    times = psutil.cpu_times()
    return float(sum(times) - times.idle - getattr(times, "iowait", 0.0) - getattr(times, "guest", 0.0))


def own_age_s() -> float:
    """Seconds since this very process was started, to a hundredth."""
    if sys.platform != "linux":
        return time.time() - float(psutil.Process().create_time())
    # psutil adds the start's ticks to the time of booting, which Linux tells in whole seconds
    after_name = Path("/proc/self/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return time.clock_gettime(time.CLOCK_BOOTTIME) - int(after_name[19]) / os.sysconf("SC_CLK_TCK")


def memory_measure() -> str:
    """What memory_mb is on this system: `pss`, or where there is none `uss`, memory that is the process's alone."""
    return "pss" if hasattr(psutil.Process().memory_full_info(), "pss") else "uss"


def kind_of(command: Sequence[str], *, is_window: bool) -> Kind:
    """What a process does, by its command line."""
    if is_window:
        return "window"
    if "inspector_app.cameras.process" in command:
        return "cameras"
    return "line" if "--stay" in command else "jobs"


def _use(process: psutil.Process, window: int) -> ProcessUse | None:
    try:
        with process.oneshot():
            memory = process.memory_full_info()
            times = process.cpu_times()
            kind = kind_of(process.cmdline(), is_window=process.pid == window)
    except (psutil.NoSuchProcess, psutil.AccessDenied):
        return None
    return ProcessUse(
        process.pid, kind, float(getattr(memory, "pss", memory.uss)) / 1e6, times.user + times.system
    )

"""Long work beside live inspection: child processes that give way to everything else."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import IO, Any

if sys.platform == "win32":  # pragma: no cover - by design, untested here
    _LOW_FLAG, _ALONE_FLAG = subprocess.BELOW_NORMAL_PRIORITY_CLASS, subprocess.CREATE_NEW_PROCESS_GROUP
else:
    _LOW_FLAG = _ALONE_FLAG = 0

JOB = 10
"""The niceness of a job that somebody waits for."""

LONGEST_JOB = 19
"""The niceness of one that may take hours; on Linux it also runs only where nothing else wants to."""


@dataclass(frozen=True, slots=True)
class Streams:
    """Where a job's output goes: files, or what `subprocess` knows."""

    out: int | IO[bytes] = subprocess.PIPE
    errors: int | IO[bytes] = subprocess.PIPE


@dataclass(frozen=True, slots=True)
class Manner:
    """How a job runs. stays: it outlives the window, and Ctrl-C at the window's terminal does not reach it."""

    nice: int = JOB
    stays: bool = False
    environment: Mapping[str, str] = field(default_factory=dict)


def start_job(
    command: Sequence[str], streams: Streams | None = None, manner: Manner | None = None
) -> subprocess.Popen[bytes]:
    """Starts a command at low priority. Raises OSError where it can't be started."""
    streams, manner = streams or Streams(), manner or Manner()
    alone: dict[str, Any] = {"process_group": 0} if manner.stays and sys.platform != "win32" else {}
    # a session of its own would not do: Linux shares the processor out among sessions first, and only within one
    # does niceness count
    process = subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=streams.out,
        stderr=streams.errors,
        env=os.environ | manner.environment,
        creationflags=_LOW_FLAG | (_ALONE_FLAG if manner.stays else 0),
        **alone,
    )
    _step_back(process.pid, manner.nice)
    return process


_children: list[subprocess.Popen[bytes]] = []
# of this process, whoever began them: they are waited for here, and go on when it ends


def started_here(process: subprocess.Popen[bytes]) -> None:
    """A job that outlives the window is a child as long as the window lives."""
    _children.append(process)


def reap() -> None:
    """A child of ours that has ended would else stay as a zombie."""
    _children[:] = [child for child in _children if child.poll() is None]


def own_command(*words: str, python: str = sys.executable) -> list[str]:
    """A command line of the program itself."""
    return [python, "-m", "inspector_app.cli.main", *words]


def _step_back(pid: int, nice: int) -> None:
    if sys.platform != "win32":
        with contextlib.suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, pid, nice)
            if nice == LONGEST_JOB and sys.platform == "linux":
                # niceness alone lets a job finish its slice of some ms before the line gets the processor: each step
                # of an inference would wait for it
                os.sched_setscheduler(pid, os.SCHED_IDLE, os.sched_param(0))

"""Whether a camera's process that is silent hangs, or only waits for a CPU that others have."""

from __future__ import annotations

import sys
from collections import deque

import psutil

_LOOKS = 5
_MOST = 3


def wants_cpu(pid: int) -> bool:
    """Whether the main thread of a process could go on if it got a CPU: it runs, or stands in the queue.

    One that waits for a device, sleeps, was stopped or is gone can't. Where the system does not tell (Windows),
    never.
    """
    if sys.platform == "win32":
        return False
    try:
        return bool(psutil.Process(pid).status() == psutil.STATUS_RUNNING)
    except psutil.Error:
        return False


class Hunger:
    """The last looks at one silent process: what is starved wants the CPU at nearly each of them."""

    def __init__(self) -> None:
        self._looks: deque[bool] = deque(maxlen=_LOOKS)

    def look(self, pid: int) -> None:
        """Once in a while, as long as it is silent."""
        self._looks.append(wants_cpu(pid))

    def forget(self) -> None:
        """It was heard."""
        self._looks.clear()

    @property
    def starved(self) -> bool:
        """Whether it wanted the CPU at most of the last looks."""
        return sum(self._looks) >= _MOST

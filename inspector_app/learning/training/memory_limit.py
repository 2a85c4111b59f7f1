"""Memory that runs out is an error that a training can answer, not the end of its process."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil

_STATUS = Path("/proc/self/status")


@contextmanager
def no_more_than_is_free() -> Iterator[None]:
    """Within this, what does not fit into the memory that is free now can't be allocated.

    Linux hands out more than it has, and kills whoever then uses it. Elsewhere, nothing is limited.
    """
    if not sys.platform.startswith("linux"):
        yield
        return
    import resource  # noqa: PLC0415 - there is none on Windows

    before = resource.getrlimit(resource.RLIMIT_DATA)
    limit = _data_bytes() + psutil.virtual_memory().available
    if before[1] != resource.RLIM_INFINITY:
        limit = min(limit, before[1])
    resource.setrlimit(resource.RLIMIT_DATA, (limit, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_DATA, before)


def _data_bytes() -> int:
    """What this process has already, as the limit counts it."""
    lines = _STATUS.read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("VmData:"))

"""The one OpenVINO core of this process."""

from __future__ import annotations

from functools import cache

import openvino as ov


@cache
def core() -> ov.Core:
    """Made once and never given up.

    Its CPU plugin lays an alternate stack for signals under the thread that first needs it, and takes it away when
    the core goes. Of two cores that don't end in the reverse order of their beginning, the second leaves the thread
    with a stack that is no more, and the next signal, a polite kill for example, ends the process with a fault.
    """
    return ov.Core()

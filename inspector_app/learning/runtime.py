"""The one OpenVINO core of what is trained, tried and exported here."""

from __future__ import annotations

from functools import cache

import openvino as ov


@cache
def core() -> ov.Core:
    """Made once and never given up, for the reason that detectors.runtime tells."""
    return ov.Core()

"""What the detector says it saw."""

from __future__ import annotations

from dataclasses import dataclass

from inspector_app.domain.geometry import Box


@dataclass(frozen=True, slots=True)
class Finding:
    """One detected defect: where, what, how sure (0 to 1) and how large (long side in mm)."""

    view: str
    defect_class: str
    score: float
    box: Box
    size_mm: float

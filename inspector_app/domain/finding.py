"""What the detector says it saw."""

from __future__ import annotations

from dataclasses import dataclass

from inspector_app.domain.geometry import Box, Outline


@dataclass(frozen=True, slots=True)
class Finding:
    """One detected defect: where, what, how sure (0 to 1) and how large.

    size_mm: the length of what it covers where the network gives outlines, else the long side of its box. outlines: of
    its pieces, in px of the view. area_mm2: None where only its box is known.
    """

    view: str
    defect_class: str
    score: float
    box: Box
    size_mm: float
    outlines: tuple[Outline, ...] = ()
    area_mm2: float | None = None

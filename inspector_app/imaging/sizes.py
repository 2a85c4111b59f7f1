"""From pixels to millimetres."""

from __future__ import annotations

from inspector_app.domain.geometry import Box


def long_side_mm(box: Box, mm_per_px: float) -> float:
    """Size of a finding: the long side of its box in mm. ValueError unless the scale is positive."""
    if not mm_per_px > 0:
        raise ValueError(f"scale: {mm_per_px} mm a pixel is not positive")
    return box.long_side * mm_per_px

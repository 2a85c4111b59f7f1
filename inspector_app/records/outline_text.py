"""Outlines as the text of one column: a hundredth of a pixel is more than any camera shows."""

from __future__ import annotations

import json
from collections.abc import Sequence

from inspector_app.domain.geometry import Outline


def outlines_text(outlines: Sequence[Outline]) -> str | None:
    """A JSON list of x, y, x, y ... for each outline; None where there is none."""
    if not outlines:
        return None
    flat = [[round(value, 2) for corner in outline for value in corner] for outline in outlines]
    return json.dumps(flat, separators=(",", ":"))


def outlines_of_text(text: str | None) -> tuple[Outline, ...]:
    """The outlines of such a text."""
    if text is None:
        return ()
    return tuple(tuple(zip(flat[::2], flat[1::2], strict=True)) for flat in json.loads(text))

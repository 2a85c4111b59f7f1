"""The silk screen: outlines of parts, their names, and a board label. It lies on the mask, off the pads."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np

from inspector_app.boards.footprints import Footprint
from inspector_app.boards.sheet import Mask, Sheet
from inspector_app.boards.style import Style

Placed = tuple[Footprint, float, float]  # a part and the canvas position of its centre
_LETTERS = {"chip": "R", "circuit": "U", "header": "J", "terminal": "TP", "array": "U", "slab": "Q"}


def draw_silk(sheet: Sheet, parts: Sequence[Placed], style: Style, rng: np.random.Generator) -> Mask:
    """Ink coverage at 1x, 0..255, size x size; empty where the style prints none."""
    ink: Mask = np.zeros((sheet.size, sheet.size), np.uint8)
    if style.silk <= 0:
        return ink
    for part, x, y in parts:
        if rng.random() < style.silk:
            _outline(ink, part, x, y, style.silk_width)
        if rng.random() < style.silk:
            label = _LETTERS[part.kind] + str(int(rng.integers(1, 99)))
            corner = (round(x - part.body[0]), round(y - part.body[1] - 7))
            _text(ink, label, corner, float(rng.uniform(0.7, 1.0)), style)
    keep_off = cv2.dilate(cv2.bitwise_or(sheet.openings, sheet.holes), np.ones((9, 9), np.uint8))
    ink[cv2.resize(keep_off, (sheet.size, sheet.size), interpolation=cv2.INTER_AREA) > 0] = 0
    return ink


def _outline(ink: Mask, part: Footprint, x: float, y: float, width: int) -> None:
    left, top = round(x - part.body[0]), round(y - part.body[1])
    right, bottom = round(x + part.body[0]), round(y + part.body[1])
    if part.kind == "terminal":
        cv2.circle(ink, (round(x), round(y)), round(max(part.body)), 255, width, cv2.LINE_AA)
        return
    cv2.rectangle(ink, (left, top), (right, bottom), 255, width, cv2.LINE_AA)
    if part.kind in {"circuit", "array", "header"}:
        cv2.circle(ink, (left - 9, bottom + 9), 4, 255, -1, cv2.LINE_AA)


def _text(ink: Mask, label: str, corner: tuple[int, int], scale: float, style: Style) -> None:
    cv2.putText(
        ink,
        label,
        corner,
        cv2.FONT_HERSHEY_SIMPLEX,
        scale,
        255,
        max(2, style.silk_width - 1),
        cv2.LINE_AA,
    )

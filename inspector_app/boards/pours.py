"""Copper pours: what is left of an area is filled with copper, at a distance from everything else."""

from __future__ import annotations

import cv2
import numpy as np

from inspector_app.boards.sheet import FINE, Mask, Sheet
from inspector_app.boards.style import Style

_LEAST_ISLAND = 1600  # 1x px: smaller remains are not worth keeping


def pour_copper(sheet: Sheet, style: Style, rng: np.random.Generator) -> None:
    """Fill free space of the sheet by the style's rule."""
    if style.pour == "none":
        return
    away = cv2.distanceTransform(255 - cv2.bitwise_or(sheet.copper, sheet.holes), cv2.DIST_L2, 5)
    fill: Mask = ((away >= style.pour_clearance * FINE) * np.uint8(255)).astype(np.uint8)
    if style.pour == "partial":
        fill &= _region(sheet.size, rng)
    neck = int(max(10.0, style.trace * 0.9) * FINE) | 1  # a pour has no slivers thinner than a trace
    kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (neck, neck))
    fill = np.asarray(cv2.morphologyEx(fill, cv2.MORPH_OPEN, kernel), np.uint8)
    count, labels, stats, _ = cv2.connectedComponentsWithStats(fill, connectivity=4)
    keep = np.zeros(count, np.uint8)
    keep[1:] = (stats[1:, cv2.CC_STAT_AREA] >= _LEAST_ISLAND * FINE * FINE) * 255
    fill = keep[labels]
    if style.pour == "hatch":
        fill &= _hatch(sheet.size, style, rng) | _frame(fill, style)
    sheet.copper |= fill


def _region(size: int, rng: np.random.Generator) -> Mask:
    """One to three chamfered areas that the pour is limited to."""
    region: Mask = np.zeros((size * FINE, size * FINE), np.uint8)
    for _ in range(int(rng.integers(1, 4))):
        x, y = rng.uniform(0, size * 0.7, 2)
        width, height = rng.uniform(size * 0.2, size * 0.6, 2)
        cut = float(rng.uniform(0, 0.3)) * min(width, height)
        corners = [
            (x + cut, y),
            (x + width, y),
            (x + width, y + height - cut),
            (x + width - cut, y + height),
            (x, y + height),
            (x, y + cut),
        ]
        cv2.fillPoly(region, [np.round(np.array(corners) * FINE).astype(np.int32)], 255)
    return region


def _frame(fill: Mask, style: Style) -> Mask:
    """The rim of a pour, as wide as a trace: it ties the bars of a mesh together."""
    width = round(max(12.0, style.trace) * FINE) | 1
    padded = cv2.copyMakeBorder(fill, width, width, width, width, cv2.BORDER_REPLICATE)
    kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (width, width))
    inner = np.asarray(cv2.erode(padded, kernel), np.uint8)
    return np.asarray(fill & ~inner[width:-width, width:-width], np.uint8)


def _hatch(size: int, style: Style, rng: np.random.Generator) -> Mask:
    mesh: Mask = np.zeros((size * FINE, size * FINE), np.uint8)
    bar = round(max(12.0, style.trace) * FINE)
    step = bar + round(float(rng.uniform(18, 40)) * FINE)
    length = size * FINE
    for at in range(-length, 2 * length, round(step * 1.414)):
        cv2.line(mesh, (at, 0), (at + length, length), 255, bar)
        cv2.line(mesh, (at, 0), (at - length, length), 255, bar)
    return mesh

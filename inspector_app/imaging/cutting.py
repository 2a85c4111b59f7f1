"""Pieces of an image for people to look at."""

from __future__ import annotations

from inspector_app.domain.geometry import Box
from inspector_app.imaging.arrays import Image

LEAST_SIDE = 96  # px; a smaller piece shows no surroundings


def cut_out(image: Image, box: Box) -> tuple[Image, Box] | None:
    """A square piece around a box and the box within it, in px; None where the box is outside."""
    height, width = image.shape[:2]
    left, right = max(0.0, box.x1), min(float(width), box.x2)
    top, bottom = max(0.0, box.y1), min(float(height), box.y2)
    if not (left < right and top < bottom):
        return None
    side = int(min(max(3 * max(right - left, bottom - top), LEAST_SIDE), width, height))
    x = int(min(max(0, (left + right - side) / 2), width - side))
    y = int(min(max(0, (top + bottom - side) / 2), height - side))
    inside = Box(max(0, left - x), max(0, top - y), min(side, right - x), min(side, bottom - y))
    return image[y : y + side, x : x + side], inside

"""Boxes and outlines in image pixels."""

from __future__ import annotations

from dataclasses import dataclass

Outline = tuple[tuple[float, float], ...]
"""A closed polygon: (x, y) px of its corners, in order, the last joined to the first."""


@dataclass(frozen=True, slots=True)
class Box:
    """An axis-aligned box in image pixels: left, top, right, bottom; right and bottom are exclusive edges."""

    x1: float
    y1: float
    x2: float
    y2: float

    @property
    def width(self) -> float:
        """Width in pixels."""
        return self.x2 - self.x1

    @property
    def height(self) -> float:
        """Height in pixels."""
        return self.y2 - self.y1

    @property
    def area(self) -> float:
        """Area in square pixels; 0 for a box turned inside out."""
        return max(0.0, self.width) * max(0.0, self.height)

    @property
    def long_side(self) -> float:
        """The longer of width and height, in pixels."""
        return max(self.width, self.height)

    @property
    def centre(self) -> tuple[float, float]:
        """Centre (x, y) in pixels."""
        return (self.x1 + self.x2) / 2, (self.y1 + self.y2) / 2

    def iou(self, other: Box) -> float:
        """Intersection over union with another box, 0 to 1."""
        width = min(self.x2, other.x2) - max(self.x1, other.x1)
        height = min(self.y2, other.y2) - max(self.y1, other.y1)
        if width <= 0 or height <= 0:
            return 0.0
        shared = width * height
        return shared / (self.area + other.area - shared)

    def as_tuple(self) -> tuple[float, float, float, float]:
        """(x1, y1, x2, y2), as it travels between processes and into rows."""
        return self.x1, self.y1, self.x2, self.y2

    def moved(self, dx: float, dy: float) -> Box:
        """The box shifted by (dx, dy) px."""
        return Box(self.x1 + dx, self.y1 + dy, self.x2 + dx, self.y2 + dy)

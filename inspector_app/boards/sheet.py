"""The drawing sheet of one layout: copper, holes and mask openings at twice the image's resolution.

Net numbers are kept at 1x beside the masks, for the router's clearances.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

import cv2
import numpy as np
from numpy.typing import NDArray

Mask: TypeAlias = NDArray[np.uint8]
Points: TypeAlias = Sequence[tuple[float, float]]

FINE = 2  # mask pixels per image pixel
_SHIFT = 4  # binary digits of sub-pixel drawing


@dataclass(frozen=True, slots=True)
class Pad:
    """A piece of copper to solder to: centre, full width and height, shape, hole diameter (0: none)."""

    x: float
    y: float
    width: float
    height: float
    shape: str
    hole: float = 0.0
    masked: bool = False  # a tented via or a slab: copper that the solder mask covers


class Sheet:
    """Canvas of `size` px (1x); coordinates in 1x px, x to the right, y down."""

    def __init__(self, size: int) -> None:
        self.size = size
        self.copper: Mask = np.zeros((size * FINE, size * FINE), np.uint8)
        self.holes: Mask = np.zeros_like(self.copper)
        self.openings: Mask = np.zeros_like(self.copper)
        self.nets: NDArray[np.int16] = np.zeros((size, size), np.int16)
        self._last_net = 0

    def new_net(self) -> int:
        """A fresh net number."""
        self._last_net += 1
        return self._last_net

    def stroke(self, points: Points, width: float, net: int) -> None:
        """A trace along the points, with round ends."""
        for image, scale, colour in ((self.copper, FINE, 255), (self.nets, 1, net)):
            path = np.round(np.asarray(points) * scale * (1 << _SHIFT)).astype(np.int32)
            cv2.polylines(image, [path], False, colour, max(1, round(width * scale)), cv2.LINE_8, _SHIFT)

    def polygon(self, points: Points, net: int) -> None:
        """A filled area of copper."""
        for image, scale, colour in ((self.copper, FINE, 255), (self.nets, 1, net)):
            _fill(image, np.asarray(points) * scale, colour)

    def pad(self, pad: Pad, net: int) -> None:
        """Copper, mask opening and hole of a pad."""
        outline = pad_outline(pad)
        self.polygon(outline.tolist(), net)
        if not pad.masked:
            _fill(self.openings, pad_outline(pad, grow=3.0) * FINE, 255)
        if pad.hole > 0:
            self.hole(pad.x, pad.y, pad.hole)

    def hole(self, x: float, y: float, diameter: float) -> None:
        """A drilled hole; copper never covers it."""
        centre = (round(x * FINE * (1 << _SHIFT)), round(y * FINE * (1 << _SHIFT)))
        cv2.circle(
            self.holes, centre, round(diameter / 2 * FINE * (1 << _SHIFT)), 255, -1, cv2.LINE_8, _SHIFT
        )

    def clearance(self, *own: int) -> NDArray[np.float32]:
        """Distance (1x px) of every pixel to the nearest copper that is not of the own nets."""
        other = (self.nets > 0) & ~np.isin(self.nets, own)
        return cv2.distanceTransform(np.where(other, 0, 255).astype(np.uint8), cv2.DIST_L2, 5).astype(
            np.float32
        )

    def join(self, kept: int, merged: int) -> None:
        """Two nets become one."""
        self.nets[self.nets == merged] = kept


def pad_outline(pad: Pad, grow: float = 0.0) -> NDArray[np.float64]:
    """The outline of a pad, N x 2; `grow` px larger on every side."""
    half_w, half_h = pad.width / 2 + grow, pad.height / 2 + grow
    radius = {"rect": min(3.0, half_w, half_h), "octagon": min(half_w, half_h) * 0.6}.get(
        pad.shape, min(half_w, half_h)
    )
    steps = 2 if pad.shape == "octagon" else 9
    angles = np.linspace(0, np.pi / 2, steps)
    corners = []
    for turn, (sx, sy) in enumerate(((1, 1), (-1, 1), (-1, -1), (1, -1))):
        arc = angles + turn * np.pi / 2
        corners.append(
            np.stack(
                [
                    sx * (half_w - radius) + radius * np.cos(arc),
                    sy * (half_h - radius) + radius * np.sin(arc),
                ],
                axis=1,
            )
        )
    return np.asarray(np.concatenate(corners) + np.array([pad.x, pad.y]), np.float64)


def _fill(image: NDArray[np.uint8] | NDArray[np.int16], outline: NDArray[np.float64], colour: int) -> None:
    cv2.fillPoly(image, [np.round(outline * (1 << _SHIFT)).astype(np.int32)], colour, cv2.LINE_8, _SHIFT)

"""What a defect covers, pixel by pixel: from a network's prototypes, or from outlines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from inspector_app.domain.geometry import Box, Outline


@dataclass(frozen=True, slots=True, eq=False)
class Mask:
    """The covered pixels of a rectangle whose upper left corner is (x, y) px: (h, w) uint8, 0 or 1."""

    x: int
    y: int
    pixels: NDArray[np.uint8]

    @property
    def area_px(self) -> int:
        """How many pixels are covered."""
        return int(np.count_nonzero(self.pixels))

    def moved(self, dx: int, dy: int) -> Mask:
        """The mask shifted by (dx, dy) px."""
        return Mask(self.x + dx, self.y + dy, self.pixels)

    def within(self, width: int, height: int) -> Mask:
        """What of it lies in an image of this size, px."""
        x1, y1 = max(0, self.x), max(0, self.y)
        cut = self.pixels[y1 - self.y : max(0, height - self.y), x1 - self.x : max(0, width - self.x)]
        return Mask(x1, y1, cut)


def joined_masks(masks: Sequence[Mask]) -> Mask:
    """All that at least one of the masks (there is one or more) covers."""
    if len(masks) == 1:
        return masks[0]
    x, y = min(mask.x for mask in masks), min(mask.y for mask in masks)
    right = max(mask.x + mask.pixels.shape[1] for mask in masks)
    bottom = max(mask.y + mask.pixels.shape[0] for mask in masks)
    whole = np.zeros((bottom - y, right - x), np.uint8)
    for mask in masks:
        height, width = mask.pixels.shape
        whole[mask.y - y : mask.y - y + height, mask.x - x : mask.x - x + width] |= mask.pixels
    return Mask(x, y, whole)


def mask_from_prototypes(
    prototypes: NDArray[np.float32], coefficients: NDArray[np.float32], box: Box, stride: int
) -> Mask:
    """The mask of one box of a YOLO segmentation network, in px of the network's input.

    prototypes: (K, H / stride, W / stride); coefficients: (K,). A pixel is covered where the sum of the prototypes,
    weighted by the coefficients and interpolated, is above 0. Only what lies in the box is computed.
    """
    rows, columns = prototypes.shape[1:]
    left, top = (max(0, int(edge / stride) - 1) for edge in (box.x1, box.y1))
    right, bottom = min(columns, int(box.x2 / stride) + 2), min(rows, int(box.y2 / stride) + 2)
    if left >= right or top >= bottom:
        return Mask(max(0, round(box.x1)), max(0, round(box.y1)), np.zeros((0, 0), np.uint8))
    window = prototypes[:, top:bottom, left:right]
    sums = np.tensordot(coefficients, window, axes=1)
    fine = cv2.resize(sums, None, fx=stride, fy=stride, interpolation=cv2.INTER_LINEAR)
    x1, y1 = max(left * stride, round(box.x1)), max(top * stride, round(box.y1))
    x2, y2 = (max(low + 1, round(high)) for low, high in ((x1, box.x2), (y1, box.y2)))
    inside = fine[y1 - top * stride : y2 - top * stride, x1 - left * stride : x2 - left * stride]
    return Mask(x1, y1, np.asarray(inside > 0, np.uint8))


def mask_of_outlines(outlines: Sequence[Outline]) -> Mask:
    """The pixels whose centre lies within outlines, of which there is at least one."""
    across = [x for outline in outlines for x, _ in outline]
    down = [y for outline in outlines for _, y in outline]
    x, y = int(np.floor(min(across))), int(np.floor(min(down)))
    size = int(np.ceil(max(down))) - y, int(np.ceil(max(across))) - x
    centres = np.add(np.indices(size)[::-1].transpose(1, 2, 0), 0.5)
    covered = np.zeros(size, bool)
    for outline in outlines:
        covered |= _inside(centres, np.subtract(outline, (x, y)))
    return Mask(x, y, covered.astype(np.uint8))


def _inside(centres: NDArray[np.float64], corners: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Even-odd rule for all points (h, w, 2) at once: how many edges a ray to the left crosses."""
    x, y = centres[..., 0], centres[..., 1]
    odd = np.zeros(x.shape, bool)
    for (x1, y1), (x2, y2) in zip(corners, np.roll(corners, -1, axis=0), strict=True):
        if y1 != y2:
            crosses = (y1 > y) != (y2 > y)
            odd ^= crosses & (x > x1 + (y - y1) * (x2 - x1) / (y2 - y1))
    return odd

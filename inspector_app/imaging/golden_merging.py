"""One golden out of several good parts: each brought into the place and light of the first, then the median.

The median of a pixel is what most parts have there (breakdown at half of them), so that dust or a defect on a few
parts does not reach the golden. What is left of the differences shows where good parts differ by themselves.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from inspector_app.imaging.alignment import Alignment, align
from inspector_app.imaging.arrays import Gray, Image
from inspector_app.imaging.reference import Reference, check_same_size

FEWEST_PARTS = 3
MOST_PARTS = 40
_BAND = 64  # rows at once: the median of all parts at once would take gigabytes
_LIGHT_SIGMA = 48.0  # px; light changes slowly, defects do not


class GoldenPartError(Exception):
    """A picture that can't be merged into a golden; the message says why."""


@dataclass(frozen=True, slots=True, eq=False)
class MergedGolden:
    """What was merged."""

    image: Image
    differs: Gray
    """Where the parts differ: the standard deviation a pixel in gray levels, robust, (H, W), times 4."""
    unlike: tuple[float, ...]
    """Of each part, the mean absolute difference from the golden in gray levels, in the order given."""


def bring_to(anchor: Reference, image: Image) -> tuple[Image, Alignment]:
    """An image of a good part in the anchor's frame; raises GoldenPartError where it does not show the same part."""
    try:
        check_same_size(image, anchor)
        found = align(anchor.frame_of(image), anchor)
    except ValueError as error:
        raise GoldenPartError(str(error)) from error
    if found.failure is not None:
        raise GoldenPartError(found.failure)
    height, width = image.shape[:2]
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP  # the matrix leads from the golden to the image
    moved = cv2.warpAffine(image, found.matrix, (width, height), flags=flags, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(moved, np.uint8), found


def merge_parts(parts: Sequence[Image]) -> MergedGolden:
    """Merge pictures of one shape that lie in one frame, 3 to 40; ValueError otherwise."""
    if not FEWEST_PARTS <= len(parts) <= MOST_PARTS or len({part.shape for part in parts}) != 1:
        raise ValueError(f"{FEWEST_PARTS} to {MOST_PARTS} pictures of one shape are merged, not {len(parts)}")
    lit = _same_light(parts)
    merged, differs = np.empty_like(parts[0]), np.empty(parts[0].shape[:2], np.uint8)
    for top in range(0, merged.shape[0], _BAND):
        band = np.stack([part[top : top + _BAND] for part in lit])
        middle = np.median(band, axis=0)
        merged[top : top + _BAND] = np.round(middle).astype(np.uint8)
        off = np.median(np.abs(band - middle), axis=0) * 1.4826  # of a normal spread: its standard deviation
        plane = off.max(axis=-1) if off.ndim == 3 else off
        differs[top : top + _BAND] = np.clip(plane * 4, 0, 255).astype(np.uint8)
    return MergedGolden(merged, differs, tuple(float(cv2.absdiff(part, merged).mean()) for part in lit))


def _same_light(parts: Sequence[Image]) -> list[Image]:
    """Every part under the mean light of all, place by place; defects are too small to count as light."""
    lights = [_light(part) for part in parts]
    mean = np.mean(lights, axis=0)
    lit = []
    for part, light in zip(parts, lights, strict=True):
        gain = cv2.resize((mean / light).astype(np.float32), part.shape[1::-1])
        lit.append(np.asarray(np.clip(part * gain.reshape(part.shape) + 0.5, 0, 255), np.uint8))
    return lit


def _light(part: Image) -> NDArray[np.float32]:
    height, width = part.shape[:2]
    small = cv2.resize(part, (max(1, width // 8), max(1, height // 8)), interpolation=cv2.INTER_AREA)
    smooth = cv2.GaussianBlur(small.astype(np.float32), (0, 0), _LIGHT_SIGMA / 8)
    return np.maximum(np.asarray(smooth, np.float32), 1.0)

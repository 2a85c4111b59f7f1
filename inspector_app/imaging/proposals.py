"""Where image and golden differ: boxes that a small network then judges one by one.

No single difference finds everything, so several look at the same pair and the network judges their union:
one that forgives a line's edge for lying two pixels off, and keeps a hair-thin open or short; one that
forgives three, for boards that do not lie well; and the plain one without specks, for shallow bites.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from inspector_app.imaging.arrays import Gray

MARGIN_PX = 8
"""Board kept round what differs."""

_LEVEL = 100  # gray levels; a defect of a binarised or a well lit board differs by far more
_SAME_IOU = 0.7  # proposals that overlap more are one


@dataclass(frozen=True, slots=True)
class _Look:
    """One way of looking at the difference; sizes in px, areas of the box in px².

    slack: how far an edge may lie off; opening: specks smaller than this square go; closing: pieces nearer than
    this become one; least: the smallest area that counts.
    """

    slack: int
    opening: int
    closing: int
    least: int


_LOOKS = (_Look(3, 1, 9, 4), _Look(2, 1, 1, 2), _Look(0, 3, 5, 16))


def propose(planes: NDArray[np.uint8], most: int = 128) -> NDArray[np.float32]:
    """Boxes (N, 4) left, top, right, bottom in px, at most `most`, of planes (H, W, 3): image, golden, difference.

    The surest come first: those found with the most forgiving look, the larger ones before the smaller.
    """
    image, golden = np.ascontiguousarray(planes[:, :, 0]), np.ascontiguousarray(planes[:, :, 1])
    changed = {slack: _changed(image, golden, slack) for slack in sorted({look.slack for look in _LOOKS})}
    boxes = np.concatenate([_components(changed[look.slack], look) for look in _LOOKS])
    return _different(boxes)[:most]


def _changed(image: Gray, golden: Gray, slack: int) -> Gray:
    """1 where the image is brighter than all, or darker than all, of the golden within `slack` px; else 0."""
    if slack:
        square = _square(2 * slack + 1)
        brighter = cv2.subtract(image, cv2.dilate(golden, square))
        darker = cv2.subtract(cv2.erode(golden, square), image)
        apart = cv2.max(brighter, darker)
    else:
        apart = cv2.absdiff(image, golden)
    return np.asarray(cv2.threshold(apart, _LEVEL, 1, cv2.THRESH_BINARY)[1], np.uint8)


def _components(changed: Gray, look: _Look) -> NDArray[np.float32]:
    """Boxes round connected changes, the largest first; what the slack took off at the edges is put back."""
    if look.opening > 1:
        changed = np.asarray(cv2.morphologyEx(changed, cv2.MORPH_OPEN, _square(look.opening)), np.uint8)
    if look.closing > 1:
        changed = np.asarray(cv2.morphologyEx(changed, cv2.MORPH_CLOSE, _square(look.closing)), np.uint8)
    found = _bounding_boxes(changed)
    sizes = found[:, 2] * found[:, 3]
    order = np.argsort(-sizes, kind="stable")
    found = found[order[sizes[order] >= look.least]]
    margin = MARGIN_PX + look.slack
    left, top = found[:, 0] - margin, found[:, 1] - margin
    right, bottom = found[:, 0] + found[:, 2] + margin, found[:, 1] + found[:, 3] + margin
    return np.stack([left, top, right, bottom], axis=1).astype(np.float32)


def _bounding_boxes(changed: Gray) -> NDArray[np.int32]:
    """(N, 4) left, top, width, height of what is connected; contours, since labels would take thirty times as long."""
    contours, levels = cv2.findContours(changed, cv2.RETR_CCOMP, cv2.CHAIN_APPROX_SIMPLE)
    if not contours:
        return np.empty((0, 4), np.int32)
    holes = np.asarray(levels)[0, :, 3] >= 0  # a contour within another one
    outer = [cv2.boundingRect(contour) for contour, hole in zip(contours, holes, strict=True) if not hole]
    return np.array(outer, np.int32)


def _square(side: int) -> NDArray[np.uint8]:
    return np.ones((side, side), np.uint8)


def _different(boxes: NDArray[np.float32]) -> NDArray[np.float32]:
    """The boxes without those that nearly equal an earlier one."""
    alike = overlaps(boxes, boxes) > _SAME_IOU
    covered = np.zeros(len(boxes), bool)
    kept = []
    for index in range(len(boxes)):
        if not covered[index]:
            kept.append(index)
            covered |= alike[index]
    return boxes[kept]


def overlaps(ones: NDArray[np.float32], others: NDArray[np.float32]) -> NDArray[np.float32]:
    """IoU of each of (N, 4) with each of (M, 4) boxes, (N, M)."""
    shared = shared_areas(ones, others)
    areas, their_areas = (np.prod(boxes[:, 2:] - boxes[:, :2], axis=1) for boxes in (ones, others))
    return np.asarray(shared / np.maximum(areas[:, None] + their_areas[None] - shared, 1e-6), np.float32)


def shared_areas(ones: NDArray[np.float32], others: NDArray[np.float32]) -> NDArray[np.float32]:
    """What each of (N, 4) shares with each of (M, 4) boxes, (N, M), px²."""
    near = np.maximum(ones[:, None, :2], others[None, :, :2])
    far = np.minimum(ones[:, None, 2:], others[None, :, 2:])
    return np.asarray(np.clip(far - near, 0, None).prod(axis=2), np.float32)

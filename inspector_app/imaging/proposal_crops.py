"""Crops round proposals: square windows at the planes' own scale, smaller only for what would not fit.

Neighbouring defects show in one window, so the difference is halved outside the proposal: it says which one is meant.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from inspector_app.imaging.preprocessing import NEUTRAL

CROP_SIDE = 64
"""Side of a crop in px: a defect of 30 px, as most are, shows with 17 px of board round it."""

_ROOM = 1.45  # a window is at least this many times as long as its proposal


def windows_round(boxes: NDArray[np.float32]) -> NDArray[np.int32]:
    """(N, 3) left, top and side of the window round each of the boxes (N, 4); px, may reach beyond the planes."""
    sides = np.maximum(CROP_SIDE, np.ceil((boxes[:, 2:] - boxes[:, :2]).max(axis=1) * _ROOM)).astype(np.int32)
    centres = (boxes[:, :2] + boxes[:, 2:]) / 2
    corners = np.floor(centres - sides[:, None] / 2 + 0.5).astype(np.int32)
    return np.concatenate([corners, sides[:, None]], axis=1)


def cut_crops(
    planes: NDArray[np.uint8], boxes: NDArray[np.float32], windows: NDArray[np.int32]
) -> NDArray[np.uint8]:
    """(N, CROP_SIDE, CROP_SIDE, 3) of planes (H, W, 3); beyond the planes all channels are mid gray."""
    crops = np.empty((len(windows), CROP_SIDE, CROP_SIDE, 3), np.uint8)
    inner = in_windows(boxes, windows)
    for crop, box, (left, top, side) in zip(crops, inner, windows.tolist(), strict=True):
        fill_crop(crop, planes, left, top, side)
        point_out(crop, box)
    return crops


def in_windows(boxes: NDArray[np.float32], windows: NDArray[np.int32]) -> NDArray[np.float32]:
    """Boxes (N, 4) in px of the planes, each in px of its own crop."""
    scale = CROP_SIDE / windows[:, 2:3]
    corners = np.tile(windows[:, :2], 2)
    return np.asarray((boxes - corners) * scale, np.float32)


def fill_crop(crop: NDArray[np.uint8], planes: NDArray[np.uint8], left: int, top: int, side: int) -> None:
    """Draws the window of the planes into the crop, both with three channels."""
    height, width = planes.shape[:2]
    seen = planes[
        max(0, top) : max(0, min(top + side, height)), max(0, left) : max(0, min(left + side, width))
    ]
    whole = crop if side == CROP_SIDE else np.empty((side, side, 3), np.uint8)
    if seen.shape[:2] != (side, side):
        whole[:] = NEUTRAL
    above, before = max(0, -top), max(0, -left)
    whole[above : above + seen.shape[0], before : before + seen.shape[1]] = seen
    if whole is not crop:
        way = cv2.INTER_AREA if side > CROP_SIDE else cv2.INTER_LINEAR
        cv2.resize(whole, (CROP_SIDE, CROP_SIDE), dst=crop, interpolation=way)


def point_out(crop: NDArray[np.uint8], box: NDArray[np.float32]) -> None:
    """Halves the difference outside the box, given in px of the crop."""
    left, top, right, bottom = np.clip(np.rint(box), 0, CROP_SIDE).astype(int).tolist()
    difference = crop[:, :, 2]
    inside = difference[top:bottom, left:right].copy()
    difference >>= 1
    difference += NEUTRAL // 2
    difference[top:bottom, left:right] = inside

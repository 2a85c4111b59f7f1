"""The scale of a view from a printed chessboard: mm a pixel, how well the corners agree, how far the target is tilted.

A plane seen by a pinhole camera is a homography (R. Hartley, A. Zisserman, "Multiple View Geometry", 2nd ed. 2004,
section 2.3). It is fitted to all corners by least squares; its derivative at a place is what a mm is in px there.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from inspector_app.imaging.arrays import Gray

FEWEST_CORNERS = 3  # a side
_SEARCHES = (
    cv2.CALIB_CB_NORMALIZE_IMAGE,
    cv2.CALIB_CB_NORMALIZE_IMAGE | cv2.CALIB_CB_EXHAUSTIVE,
)
_Points = NDArray[np.float64]


class TargetError(Exception):
    """The target can't be measured; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Chessboard:
    """A target of squares: inner corners across and down, and the side of a square in mm."""

    columns: int
    rows: int
    square_mm: float

    def __post_init__(self) -> None:
        if min(self.columns, self.rows) < FEWEST_CORNERS or not 0 < self.square_mm < math.inf:
            raise TargetError(
                f"a chessboard has at least {FEWEST_CORNERS} x {FEWEST_CORNERS} inner corners and squares above 0 mm"
            )


@dataclass(frozen=True, slots=True)
class TargetMeasure:
    """What a target says of its view."""

    mm_per_px: float
    """In the middle of the picture; root of the area, so that it favours no direction."""
    residual_px: float
    """Root mean square of what the corners are off the fit: print, lens distortion, noise."""
    tilt_deg: float
    """From the foreshortening at the target's middle: the arc cosine of the short over the long way of a mm."""
    scale_spread: float
    """Largest over smallest mm a pixel in the picture's corners and middle, less 1."""
    corners: int
    covered: float
    """Share of the picture that the corners span, 0 to 1."""


def measure_target(image: Gray, board: Chessboard) -> TargetMeasure:
    """Measure a gray picture (H, W) uint8 of a chessboard; raises TargetError where none is found."""
    return measure_corners(find_corners(image, board), board, (image.shape[1], image.shape[0]))


def find_corners(image: Gray, board: Chessboard) -> _Points:
    """Inner corners in px, (rows * columns, 2), row by row; raises TargetError."""
    for flags in _SEARCHES:
        found, corners = cv2.findChessboardCornersSB(image, (board.columns, board.rows), flags=flags)
        if found:
            return np.asarray(corners, np.float64).reshape(-1, 2)
    raise TargetError(
        f"No chessboard with {board.columns} x {board.rows} inner corners in the picture: the whole target must be "
        "in sight, flat, sharp, with a white edge round it and no reflection on it."
    )


def measure_corners(corners: _Points, board: Chessboard, size: tuple[int, int]) -> TargetMeasure:
    """The measure of corners that were found in a picture of this width and height."""
    down, across = np.mgrid[: board.rows, : board.columns]
    plane = np.stack((across.ravel(), down.ravel()), axis=1) * board.square_mm
    found, _ = cv2.findHomography(corners, plane)  # px to mm
    if found is None:
        raise TargetError("The corners of the chessboard lie in a line.")
    matrix = np.asarray(found, np.float64)
    width, height = size
    middle = _mm_of_px(matrix, (width / 2, height / 2))
    places = [(x, y) for x in (0.0, width - 1.0) for y in (0.0, height - 1.0)]
    scales = [_scale(middle), *(_scale(_mm_of_px(matrix, place)) for place in places)]
    long_way, short_way = np.linalg.svd(_mm_of_px(matrix, tuple(corners.mean(axis=0))), compute_uv=False)
    return TargetMeasure(
        mm_per_px=scales[0],
        residual_px=_residual(matrix, corners, plane),
        tilt_deg=math.degrees(math.acos(min(1.0, float(short_way / long_way)))),
        scale_spread=max(scales) / min(scales) - 1,
        corners=len(corners),
        covered=_covered(corners, width * height),
    )


def _mm_of_px(matrix: NDArray[np.float64], place: tuple[float, ...]) -> NDArray[np.float64]:
    """(2, 2): how target mm change with px at a place."""
    x, y = place
    across, down, far = matrix @ (x, y, 1.0)
    point = np.array([[across], [down]]) / far
    return np.asarray((matrix[:2, :2] - point @ matrix[2:, :2]) / far, np.float64)


def _scale(change: NDArray[np.float64]) -> float:
    return math.sqrt(abs(float(np.linalg.det(change))))


def _residual(matrix: NDArray[np.float64], corners: _Points, plane: _Points) -> float:
    back = cv2.perspectiveTransform(plane.reshape(-1, 1, 2), np.linalg.inv(matrix)).reshape(-1, 2)
    return float(np.sqrt(((back - corners) ** 2).sum(axis=1).mean()))


def _covered(corners: _Points, area: int) -> float:
    return float(cv2.contourArea(cv2.convexHull(corners.astype(np.float32)))) / area

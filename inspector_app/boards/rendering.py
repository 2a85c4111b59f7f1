"""From copper to a scene: colours through the etched edge, ink, dust, and the camera's position."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from inspector_app.boards.camera_effects import CameraCondition
from inspector_app.boards.dust import strew
from inspector_app.boards.layers import Floats, Layers, half
from inspector_app.boards.layout import MARGIN
from inspector_app.boards.sheet import Mask

_SOFT = 0.8  # sigma, px: how an etched edge looks to a camera
_SLOPE = 0.5  # coverage per px at the middle of such an edge


def paint_board(
    layers: Layers, copper: Mask, condition: CameraCondition, rng: np.random.Generator
) -> NDArray[np.uint8]:
    """The board on the canvas (BGR), as it was made: this one's edges, ink position and dust."""
    cover = _etched(copper, condition, rng)
    board = np.asarray(cv2.blendLinear(layers.clad, layers.bare, cover, 1 - cover), np.uint8)
    _print_ink(board, layers, condition)
    # a camera that hardens contrast would make copper of dust, were it not thin
    strew(board, condition.dust, rng, 0.33 if layers.layout.style.palette.tone > 0 else 1.0)
    return board


def _etched(copper: Mask, condition: CameraCondition, rng: np.random.Generator) -> Floats:
    """Coverage by copper, 0..1: etching moves edges by less than a pixel, differently along them."""
    soft = cv2.GaussianBlur(half(copper).astype(np.float32) / 255, (0, 0), _SOFT)
    if condition.etch == 0 and condition.roughness == 0:
        return np.asarray(soft, np.float32)
    size = soft.shape[0]
    cells = size // 5
    wander = rng.standard_normal((cells, cells), dtype=np.float32) * np.float32(
        condition.roughness * _SLOPE * 1.3
    )
    moved = cv2.resize(wander, (size, size), interpolation=cv2.INTER_CUBIC)
    # only edges move: a shift of coverage fades out where there is all copper or none
    edge = soft * (1 - soft) * 4
    return np.asarray(np.clip(soft + (moved - condition.etch * _SLOPE) * edge, 0, 1), np.float32)


def _print_ink(board: NDArray[np.uint8], layers: Layers, condition: CameraCondition) -> None:
    ink = layers.layout.ink
    if not ink.any():
        return
    dx, dy = condition.silk_shift
    moved = cv2.warpAffine(ink, np.array([[1, 0, dx], [0, 1, dy]]), ink.shape[::-1], flags=cv2.INTER_LINEAR)
    rows, columns = np.nonzero(moved)
    alpha = moved[rows, columns].astype(np.float32)[:, None] * np.float32(0.92 / 255)
    colour = np.array(layers.layout.style.palette.silk, np.float32)
    under = board[rows, columns].astype(np.float32)
    board[rows, columns] = np.round(under + alpha * (colour - under)).astype(np.uint8)


def canvas_to_image(matrix: NDArray[np.float64]) -> NDArray[np.float64]:
    """The golden-to-image matrix, for indices of the canvas."""
    moved = matrix.copy()
    moved[:, 2] -= matrix[:, :2] @ (MARGIN, MARGIN)
    return moved


def take_up(board: NDArray[np.uint8], matrix: NDArray[np.float64], size: int) -> NDArray[np.uint8]:
    """The canvas as it lies before the camera: size x size."""
    return np.asarray(
        cv2.warpAffine(
            board,
            canvas_to_image(matrix),
            (size, size),
            flags=cv2.INTER_CUBIC,
            borderMode=cv2.BORDER_REPLICATE,
        ),
        np.uint8,
    )

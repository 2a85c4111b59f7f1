"""Renders views: the golden, and boards with known defects under a known condition."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from inspector_app.boards.camera_effects import (
    CameraCondition,
    Picture,
    draw_condition,
    expose,
    golden_to_image,
)
from inspector_app.boards.defects import Change, Defect, draw_codes, spoil
from inspector_app.boards.layers import layers_of
from inspector_app.boards.products import Product
from inspector_app.boards.rendering import canvas_to_image, paint_board, take_up
from inspector_app.boards.seeds import rng_for, seed_for
from inspector_app.domain.geometry import Box


@dataclass(frozen=True, slots=True, eq=False)
class BoardView:
    """A picture with its truth: BGR uint8 image and golden of the same size, defects in px of the image.

    golden_to_image: 2 x 3, float64, from pixel indices of the golden to those of the image.
    """

    image: Picture
    golden: Picture
    defects: tuple[Defect, ...]
    condition: CameraCondition
    golden_to_image: NDArray[np.float64]


def render_golden(product: Product, view: int) -> Picture:
    """The approved reference (size_px x size_px x 3, BGR); read-only.

    Raises ValueError for a view that the product doesn't have.
    """
    return _golden(product, view)


@lru_cache(maxsize=24)
def _golden(product: Product, view: int) -> Picture:
    condition = CameraCondition()
    layers = layers_of(product, view)
    seed = seed_for("golden", product.seed, view)
    board = paint_board(layers, layers.layout.copper, condition, rng_for("board", seed))
    scene = take_up(board, golden_to_image(condition, product.size_px), product.size_px)
    picture = expose(scene, condition, seed, layers.layout.style.palette.tone)
    picture.setflags(write=False)
    return picture


def render_view(
    product: Product,
    view: int,
    *,
    seed: int,
    defects: int | Sequence[str] = (),
    condition: CameraCondition | None = None,
    turned: bool = False,
) -> BoardView:
    """One board before the camera.

    defects: how many of random classes, or the codes wanted; a board with no room for one gets fewer.
    condition: None draws an ordinary one from the seed. turned: the board lies the wrong way round. What a
    seed gives on the board (defects, edges, dust) doesn't depend on the condition's geometry or light.
    """
    layers = layers_of(product, view)
    rng = rng_for("defects", product.seed, view, seed)
    copper, changes = spoil(layers, draw_codes(defects, rng), rng)
    if condition is None:
        condition = draw_condition(rng_for("condition", product.seed, view, seed))
    board_seed = seed_for("board", product.seed, view, seed)
    board = paint_board(layers, copper, condition, rng_for("board", board_seed))
    matrix = golden_to_image(condition, product.size_px, turned=turned)
    scene = take_up(board, matrix, product.size_px)
    image = expose(scene, condition, board_seed, layers.layout.style.palette.tone)
    truth = tuple(_truth(change, matrix, product) for change in changes)
    return BoardView(image, _golden(product, view), truth, condition, matrix)


def _truth(change: Change, matrix: NDArray[np.float64], product: Product) -> Defect:
    move = canvas_to_image(matrix)
    # outlines are edges: pixel index i spans i to i + 1 there, and lies at i in the matrix's terms
    points = (change.outline() - 0.5) @ move[:, :2].T + move[:, 2] + 0.5
    left, top = (float(value) for value in points.min(axis=0))
    right, bottom = (float(value) for value in points.max(axis=0))
    return Defect(change.code, Box(left, top, right, bottom), change.long_side * product.mm_per_px)

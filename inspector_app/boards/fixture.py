"""The fixture with no board in it: a machined plate with holes and locating pins."""

from __future__ import annotations

import cv2
import numpy as np

from inspector_app.boards.camera_effects import (
    CameraCondition,
    Picture,
    draw_condition,
    expose,
    golden_to_image,
)
from inspector_app.boards.layout import MARGIN
from inspector_app.boards.products import Product
from inspector_app.boards.rendering import take_up
from inspector_app.boards.seeds import rng_for, seed_for


def render_empty_fixture(product: Product, seed: int, condition: CameraCondition | None = None) -> Picture:
    """The product's fixture without a board (size_px x size_px x 3, BGR).

    condition: None draws an ordinary one from the seed.
    """
    if condition is None:
        condition = draw_condition(rng_for("condition", product.seed, seed))
    plate = _plate(product)
    scene = take_up(plate, golden_to_image(condition, product.size_px), product.size_px)
    return expose(scene, condition, seed_for("fixture", product.seed, seed))


def _plate(product: Product) -> Picture:
    rng = rng_for("plate", product.seed)
    size = product.size_px + 2 * MARGIN
    grey = float(rng.uniform(70, 120))
    grain = cv2.GaussianBlur(
        rng.normal(0, 40, (size, size)).astype(np.float32), (0, 0), sigmaX=14, sigmaY=0.7
    )
    plate = np.clip(grey + grain, 0, 255).astype(np.uint8)
    step = int(rng.integers(110, 190))
    for x in range(int(rng.integers(20, step)), size, step):
        for y in range(int(rng.integers(20, step)), size, step):
            cv2.circle(plate, (x, y), 15, int(grey * 0.6), -1, cv2.LINE_AA)
            cv2.circle(plate, (x, y), 11, 22, -1, cv2.LINE_AA)
    for share in (0.2, 0.8):
        centre = (round(share * size), round(share * size))
        cv2.circle(plate, centre, 34, int(grey * 0.5), -1, cv2.LINE_AA)
        cv2.circle(plate, centre, 30, min(255, int(grey * 1.7)), -1, cv2.LINE_AA)
    return np.asarray(cv2.cvtColor(plate, cv2.COLOR_GRAY2BGR), np.uint8)

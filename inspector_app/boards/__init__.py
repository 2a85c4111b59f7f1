"""The generator of simulated boards: seeded products, true defects, and the camera that looks at them."""

from inspector_app.boards.camera_effects import CameraCondition, darken, defocus, draw_condition
from inspector_app.boards.defects import DEFECT_CODES, Defect
from inspector_app.boards.fixture import render_empty_fixture
from inspector_app.boards.parts import MISHAPS, PartTruth, ViewTruth, part_truth, render_part_view
from inspector_app.boards.products import (
    MAX_VIEWS,
    Product,
    demo_products,
    held_out_product,
    training_product,
    validation_product,
)
from inspector_app.boards.views import BoardView, render_golden, render_view

__all__ = [
    "DEFECT_CODES",
    "MAX_VIEWS",
    "MISHAPS",
    "BoardView",
    "CameraCondition",
    "Defect",
    "PartTruth",
    "Product",
    "ViewTruth",
    "darken",
    "defocus",
    "demo_products",
    "draw_condition",
    "held_out_product",
    "part_truth",
    "render_empty_fixture",
    "render_golden",
    "render_part_view",
    "render_view",
    "training_product",
    "validation_product",
]

"""A YOLO dataset of crops from generated boards, prepared exactly as the station prepares its frames."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

import cv2
import numpy as np

from inspector_app.boards import (
    DEFECT_CODES,
    Product,
    render_view,
    training_product,
    validation_product,
)
from inspector_app.imaging import planes_of
from inspector_app.learning.crops.files import (
    Mark,
    Planes,
    make_folders,
    marks_inside,
    place_crop,
    write_crop,
    write_data_yaml,
)

_MOST_DEFECTS = 8
_CLEAN_SHARE = 0.15


@dataclass(frozen=True, slots=True)
class CropPlan:
    """How many boards, and what to cut from them."""

    products: int = 600
    boards_a_view: int = 8
    crops: int = 4
    size: int = 320
    seed: int = 1
    validation_products: int = 40
    first_product: int = 0
    without: tuple[str, ...] = ()
    """Classes that are not drawn, nor known to what learns from these crops."""

    @property
    def codes(self) -> tuple[str, ...]:
        """The classes that are drawn, in the generator's order."""
        return tuple(code for code in DEFECT_CODES if code not in self.without)


def write_crops(
    out: Path, plan: CropPlan, *, workers: int = 2, progress: Callable[[int, int], None] | None = None
) -> Path:
    """Writes images, labels and data.yaml under `out`; returns the data.yaml."""
    trained_on = range(plan.first_product, plan.first_product + plan.products)
    jobs = [(out, "train", number, plan) for number in trained_on]
    jobs += [(out, "val", number, plan) for number in range(plan.validation_products)]
    make_folders(out)
    # A fork would copy locks that OpenCV's or OpenVINO's threads hold, and wait for them for ever.
    with ProcessPoolExecutor(max_workers=workers, mp_context=get_context("spawn")) as pool:
        for done, _ in enumerate(pool.map(_write_product, jobs, chunksize=4), start=1):
            if progress is not None:
                progress(done, len(jobs))
    return write_data_yaml(out, plan.codes)


def _write_product(job: tuple[Path, str, int, CropPlan]) -> int:
    out, part, number, plan = job
    cv2.setNumThreads(1)
    product = training_product(number) if part == "train" else validation_product(number)
    written = 0
    for view in range(product.views):
        for board in range(plan.boards_a_view):
            rng = np.random.default_rng([plan.seed, product.seed, view, board])
            for planes, marks in _crops_of(product, view, rng, plan):
                write_crop(out, part, f"{product.name}-{view}-{board}-{written}", planes, marks)
                written += 1
    return written


def _crops_of(
    product: Product, view: int, rng: np.random.Generator, plan: CropPlan
) -> Iterator[tuple[Planes, list[Mark]]]:
    count = 0 if rng.random() < _CLEAN_SHARE else int(rng.integers(3, _MOST_DEFECTS + 1))
    codes = [str(code) for code in rng.choice(plan.codes, count)]
    board = render_view(product, view, seed=int(rng.integers(1 << 31)), defects=codes)
    planes = planes_of(board.image, board.golden)
    marks = [Mark(plan.codes.index(defect.code), defect.box) for defect in board.defects]
    for _ in range(plan.crops if count else 1):
        corner = place_crop(marks, planes.shape, plan.size, rng)
        if corner is not None:
            x, y = corner
            yield planes[y : y + plan.size, x : x + plan.size], marks_inside(marks, x, y, plan.size)

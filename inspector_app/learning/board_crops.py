"""A YOLO dataset of crops from generated boards, prepared exactly as the station prepares its frames."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt

from inspector_app.boards import (
    DEFECT_CODES,
    Defect,
    Product,
    render_view,
    training_product,
    validation_product,
)
from inspector_app.imaging import Reference, align, compare

Plane = npt.NDArray[np.uint8]
_MOST_DEFECTS = 8
_CLEAN_SHARE = 0.15
_TRIES = 40


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


def write_crops(
    out: Path, plan: CropPlan, *, workers: int = 2, progress: Callable[[int, int], None] | None = None
) -> Path:
    """Writes images, labels and data.yaml under `out`; returns the data.yaml."""
    trained_on = range(plan.first_product, plan.first_product + plan.products)
    jobs = [(out, "train", number, plan) for number in trained_on]
    jobs += [(out, "val", number, plan) for number in range(plan.validation_products)]
    for part in ("train", "val"):
        (out / "images" / part).mkdir(parents=True, exist_ok=True)
        (out / "labels" / part).mkdir(parents=True, exist_ok=True)
    # A fork would copy locks that OpenCV's or OpenVINO's threads hold, and wait for them for ever.
    with ProcessPoolExecutor(max_workers=workers, mp_context=get_context("spawn")) as pool:
        for done, _ in enumerate(pool.map(_write_product, jobs, chunksize=4), start=1):
            if progress is not None:
                progress(done, len(jobs))
    return _write_data_yaml(out)


def _write_data_yaml(out: Path) -> Path:
    names = "\n".join(f"  {index}: {code}" for index, code in enumerate(DEFECT_CODES))
    path = out / "data.yaml"
    text = f"path: {out.resolve().as_posix()}\ntrain: images/train\nval: images/val\nnames:\n{names}\n"
    path.write_text(text, encoding="utf-8")
    return path


def _write_product(job: tuple[Path, str, int, CropPlan]) -> int:
    out, part, number, plan = job
    cv2.setNumThreads(1)
    product = training_product(number) if part == "train" else validation_product(number)
    written = 0
    for view in range(product.views):
        for board in range(plan.boards_a_view):
            rng = np.random.default_rng([plan.seed, product.seed, view, board])
            for stacked, defects in _crops_of(product, view, rng, plan):
                _write_crop(out, part, f"{product.name}-{view}-{board}-{written}", stacked, defects)
                written += 1
    return written


def _crops_of(
    product: Product, view: int, rng: np.random.Generator, plan: CropPlan
) -> Iterator[tuple[Plane, list[Defect]]]:
    count = 0 if rng.random() < _CLEAN_SHARE else int(rng.integers(3, _MOST_DEFECTS + 1))
    codes = [str(code) for code in rng.choice(DEFECT_CODES, count)]
    board = render_view(product, view, seed=int(rng.integers(1 << 31)), defects=codes)
    reference = Reference.from_image(board.golden)
    frame = reference.frame_of(board.image)
    stacked = compare(frame, reference, align(frame, reference)).stacked()
    crops = plan.crops if count else 1
    for _ in range(crops):
        corner = _place(board.defects, stacked.shape[0], plan.size, rng)
        if corner is not None:
            x, y = corner
            yield stacked[y : y + plan.size, x : x + plan.size], _inside(board.defects, x, y, plan.size)


def _place(
    defects: tuple[Defect, ...], whole: int, size: int, rng: np.random.Generator
) -> tuple[int, int] | None:
    """A corner of a crop that cuts no defect in two, mostly one that shows a defect."""
    for _ in range(_TRIES):
        x, y = (int(value) for value in rng.integers(0, whole - size + 1, 2))
        if defects and rng.random() < 0.9:
            x, y = _near(defects[int(rng.integers(len(defects)))], whole, size, rng)
        if not any(_is_cut(defect, x, y, size) for defect in defects):
            return x, y
    return None


def _near(defect: Defect, whole: int, size: int, rng: np.random.Generator) -> tuple[int, int]:
    centre = np.array(defect.box.centre)
    corner = centre - rng.uniform(0.1, 0.9, 2) * size
    x, y = np.clip(corner, 0, whole - size).astype(int)
    return int(x), int(y)


def _is_cut(defect: Defect, x: int, y: int, size: int) -> bool:
    box = defect.box
    touches = box.x2 > x and box.x1 < x + size and box.y2 > y and box.y1 < y + size
    inside = box.x1 >= x + 2 and box.x2 <= x + size - 2 and box.y1 >= y + 2 and box.y2 <= y + size - 2
    return touches and not inside


def _inside(defects: tuple[Defect, ...], x: int, y: int, size: int) -> list[Defect]:
    def contains(defect: Defect) -> bool:
        return x <= defect.box.centre[0] < x + size and y <= defect.box.centre[1] < y + size

    return [Defect(d.code, d.box.moved(-x, -y), d.size_mm) for d in defects if contains(d)]


def _write_crop(out: Path, part: str, name: str, stacked: Plane, defects: list[Defect]) -> None:
    size = stacked.shape[0]
    # ultralytics turns BGR files into RGB: reversed here, the network sees image, golden, difference
    reversed_planes = np.ascontiguousarray(stacked[..., ::-1])
    cv2.imwrite(str(out / "images" / part / f"{name}.png"), reversed_planes, [cv2.IMWRITE_PNG_COMPRESSION, 1])
    lines = []
    for defect in defects:
        (cx, cy), box = defect.box.centre, defect.box
        index = DEFECT_CODES.index(defect.code)
        lines.append(
            f"{index} {cx / size:.6f} {cy / size:.6f} {box.width / size:.6f} {box.height / size:.6f}"
        )
    (out / "labels" / part / f"{name}.txt").write_text(
        "".join(line + os.linesep for line in lines), encoding="utf-8"
    )

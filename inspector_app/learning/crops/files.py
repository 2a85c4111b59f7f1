"""Crops of network inputs as a YOLO dataset: where to cut, what lies inside, and the files."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt

from inspector_app.datasets.formats.shapes import bounds
from inspector_app.domain.geometry import Box, Outline
from inspector_app.imaging import Tile
from inspector_app.learning.crops.outlines import label_outline, shown_outlines

Planes = npt.NDArray[np.uint8]
"""A network input, (H, W, 3): image, golden, difference."""

DATA_YAML = "data.yaml"

_TRIES = 40
_NEAR_A_MARK = 0.9  # of the crops


@dataclass(frozen=True, slots=True)
class Mark:
    """One labelled place: its class by number, its box in px, and its outlines where those are learnt from."""

    class_index: int
    box: Box
    outlines: tuple[Outline, ...] = ()


def place_crop(
    marks: Sequence[Mark],
    shape: Sequence[int],
    size: int,
    rng: np.random.Generator,
    *,
    chances: npt.NDArray[np.float64] | None = None,
    avoided: Sequence[Box] = (),
) -> tuple[int, int] | None:
    """A corner (x, y) of a crop that cuts no mark in two, mostly one that shows a mark; None where there is none.

    shape: of the planes, at least size a side. chances: of each mark to be the one that is shown; else all alike.
    avoided: what no crop may show any of.
    Where every mark has outlines, a corner is always found: what a crop shows of an outline is a true outline.
    """
    cut: tuple[int, int] | None = None
    for _ in range(_TRIES):
        x, y = int(rng.integers(0, shape[1] - size + 1)), int(rng.integers(0, shape[0] - size + 1))
        if marks and rng.random() < _NEAR_A_MARK:
            x, y = _near(marks[int(rng.choice(len(marks), p=chances))].box, shape, size, rng)
        if any(_shows(box, x, y, size) for box in avoided):
            continue
        if not any(_is_cut(mark.box, x, y, size) for mark in marks):
            return x, y
        cut = x, y
    return cut if marks and all(mark.outlines for mark in marks) else None


def square_round(boxes: Sequence[Box], shape: Sequence[int], side: int, rng: np.random.Generator) -> Tile:
    """A network input of an image (height, width): round one of the boxes, or in the middle where there is none."""
    x, y = shape[1] / 2, shape[0] / 2
    if boxes:
        x, y = boxes[int(rng.integers(len(boxes)))].centre
    left = int(np.clip(x - side / 2, 0, max(0, shape[1] - side)))
    top = int(np.clip(y - side / 2, 0, max(0, shape[0] - side)))
    return Tile(left, top, side)


def marks_inside(marks: Sequence[Mark], x: int, y: int, size: int) -> list[Mark]:
    """The marks whose centre lies in the crop, and what it shows of outlines, in px of the crop."""
    return [*_boxes_inside(marks, x, y, size), *_outlines_inside(marks, x, y, size)]


def _boxes_inside(marks: Sequence[Mark], x: int, y: int, size: int) -> list[Mark]:
    return [
        Mark(mark.class_index, mark.box.moved(-x, -y))
        for mark in marks
        if not mark.outlines and x <= mark.box.centre[0] < x + size and y <= mark.box.centre[1] < y + size
    ]


def _outlines_inside(marks: Sequence[Mark], x: int, y: int, size: int) -> list[Mark]:
    shown = ((mark, shown_outlines(mark.outlines, x, y, size)) for mark in marks)
    return [Mark(mark.class_index, bounds(outlines), outlines) for mark, outlines in shown if outlines]


def make_folders(out: Path) -> None:
    """The folders that ultralytics expects."""
    for part in ("train", "val"):
        (out / "images" / part).mkdir(parents=True, exist_ok=True)
        (out / "labels" / part).mkdir(parents=True, exist_ok=True)


def write_crop(out: Path, part: str, name: str, planes: Planes, marks: Sequence[Mark]) -> None:
    """One crop (size, size, 3) and its labels, under `out`/images and `out`/labels."""
    size = planes.shape[0]
    # ultralytics turns BGR files into RGB: reversed here, the network sees image, golden, difference
    reversed_planes = np.ascontiguousarray(planes[..., ::-1])
    cv2.imwrite(str(out / "images" / part / f"{name}.png"), reversed_planes, [cv2.IMWRITE_PNG_COMPRESSION, 1])
    lines = [_line(mark, size) for mark in marks]
    (out / "labels" / part / f"{name}.txt").write_text(
        "".join(line + os.linesep for line in lines), encoding="utf-8"
    )


def write_data_yaml(out: Path, classes: Sequence[str]) -> Path:
    """The file that names the folders and the classes in order; written last, it says that the rest is whole."""
    # quoted as JSON is, which YAML reads alike: a class may be called "no", "1.5" or "a: b"
    names = "\n".join(f"  {index}: {_quoted(code)}" for index, code in enumerate(classes))
    path = out / DATA_YAML
    text = (
        f"path: {_quoted(out.resolve().as_posix())}\ntrain: images/train\nval: images/val\nnames:\n{names}\n"
    )
    path.write_text(text, encoding="utf-8")
    return path


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _line(mark: Mark, size: int) -> str:
    if mark.outlines:
        corners = label_outline(mark.outlines, mark.box, size)
        return " ".join([str(mark.class_index), *(f"{x / size:.6f} {y / size:.6f}" for x, y in corners)])
    (cx, cy), box = mark.box.centre, mark.box
    return (
        f"{mark.class_index} {cx / size:.6f} {cy / size:.6f} {box.width / size:.6f} {box.height / size:.6f}"
    )


def _near(box: Box, shape: Sequence[int], size: int, rng: np.random.Generator) -> tuple[int, int]:
    corner = np.array(box.centre) - rng.uniform(0.1, 0.9, 2) * size
    x, y = np.clip(corner, 0, (shape[1] - size, shape[0] - size)).astype(int)
    return int(x), int(y)


def _shows(box: Box, x: int, y: int, size: int) -> bool:
    return box.x2 > x and box.x1 < x + size and box.y2 > y and box.y1 < y + size


def _is_cut(box: Box, x: int, y: int, size: int) -> bool:
    inside = box.x1 >= x + 2 and box.x2 <= x + size - 2 and box.y1 >= y + 2 and box.y2 <= y + size - 2
    return _shows(box, x, y, size) and not inside

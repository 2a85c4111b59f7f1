"""Reading the public DeepPCB set, and bringing each of its images and goldens together by the station's code."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt

from inspector_app.boards import Defect
from inspector_app.datasets.formats.deeppcb import TYPES
from inspector_app.domain.geometry import Box
from inspector_app.imaging import Alignment, Comparison, Pyramid, Reference, align, compare, read_image

MM_PER_PX = 1 / 48
DATASET_KIND = "deeppcb"
"""What a card's dataset says of a network that was trained on the set."""

_AS_IT_LIES = Alignment(np.eye(2, 3), 0.0, 0.0, 0.0, 1.0, 1.0)


class LabelError(Exception):
    """A set that can't be read or scored; the message names file and line."""


@dataclass(frozen=True, slots=True, eq=False)
class Pair:
    """An image with its golden made ready, and what is marked on it."""

    name: str
    frame: Pyramid
    reference: Reference
    defects: tuple[Defect, ...]

    @property
    def size(self) -> tuple[int, int]:
        """Width and height in px."""
        return self.reference.size


def pair_names(folder: Path) -> list[str]:
    """Names of the pairs in a part of the set (a folder with images/, goldens/, labels/); LabelError where none is."""
    names = sorted(path.stem for path in (folder / "images").glob("*.png"))
    if not names:
        raise LabelError(f"{folder / 'images'}: no images")
    return names


def read_pair(folder: Path, name: str) -> Pair:
    """One pair of a part of the set; raises LabelError, or ImageError for a picture that can't be read."""
    image, golden = (read_image(folder / kind / f"{name}.png") for kind in ("images", "goldens"))
    if image.shape[:2] != golden.shape[:2]:
        raise LabelError(f"{folder / 'images' / name}.png: image and golden differ in size")
    reference = Reference.from_image(golden)
    labels = read_labels(folder / "labels" / f"{name}.txt", *reference.size)
    return Pair(name, reference.frame_of(image), reference, labels)


def planes_of(pair: Pair) -> npt.NDArray[np.uint8]:
    """What a network sees of a pair, (H, W, 3).

    The set says that its pairs are aligned already, some better than others: the golden is used as we align it
    where that brings it nearer to the image, else as it lies.
    """
    alignment = align(pair.frame, pair.reference)
    lying = compare(pair.frame, pair.reference, _AS_IT_LIES)
    if not alignment.succeeded:
        return lying.stacked()
    aligned = compare(pair.frame, pair.reference, alignment)
    return min(aligned, lying, key=_apart).stacked()


def _apart(compared: Comparison) -> float:
    return float(cv2.norm(compared.image, compared.golden, cv2.NORM_L1))


def read_labels(path: Path, width: int, height: int) -> tuple[Defect, ...]:
    """Lines `x1 y1 x2 y2 type` for an image of this size in px; raises LabelError naming file and line."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except FileNotFoundError as error:
        raise LabelError(f"{path}: is missing") from error
    except UnicodeDecodeError as error:
        raise LabelError(f"{path}: not a text file") from error
    defects = []
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            x1, y1, x2, y2, kind = (int(value) for value in line.split())
            code = TYPES[kind - 1] if kind > 0 else ""
        except (ValueError, IndexError):
            code = ""
        if not code:
            raise LabelError(f"{path}, line {number}: expected 'x1 y1 x2 y2 type', type 1 to 6")
        if not (0 <= x1 < x2 <= width and 0 <= y1 < y2 <= height):
            raise LabelError(f"{path}, line {number}: no box within an image of {width} x {height} px")
        box = Box(x1, y1, x2, y2)
        defects.append(Defect(code, box, box.long_side * MM_PER_PX))
    return tuple(defects)

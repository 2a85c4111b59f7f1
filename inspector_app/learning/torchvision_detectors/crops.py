"""Crops and their labels, read from the files that a training cut, in batches of tensors."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt
import torch

from inspector_app.learning.torchvision_detectors.trainable import Targets
from inspector_app.learning.training.plan import TrainingError

_EMPTY = np.empty((0, 5), np.float32)


@dataclass(frozen=True, slots=True, eq=False)
class CropFile:
    """An image, and its marks (M, 5): class, then left, top, right, bottom as shares of the image's sides."""

    image: Path
    marks: npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class Batch:
    """images: (N, 3, H, W) from 0 to 1, channels last in memory."""

    images: torch.Tensor
    targets: Targets


@dataclass(frozen=True, slots=True)
class Crops:
    """What a data.yaml names."""

    classes: tuple[str, ...]
    train: tuple[CropFile, ...]
    validation: tuple[CropFile, ...]


def read_crops(data_yaml: Path) -> Crops:
    """The images in order of their names. Raises TrainingError where there is nothing to learn from."""
    import yaml  # noqa: PLC0415 - comes with ultralytics, in the environment that trains

    given: dict[str, Any] = yaml.safe_load(data_yaml.read_text(encoding="utf-8"))
    classes = tuple(given["names"].values())
    root = Path(given["path"])
    train, validation = (_listed(root / given[part], len(classes)) for part in ("train", "val"))
    if not train or not validation:
        raise TrainingError(
            f"{data_yaml}: there are no crops to learn from, or none to watch the progress on"
        )
    return Crops(classes, train, validation)


def batches(
    crops: Sequence[CropFile], size: int, draw: np.random.Generator | None, *, flip: bool
) -> Iterator[Batch]:
    """All crops once, `size` at a time; drawn in an order of its own, without a last batch that is not full.

    flip: whether each is mirrored across and down by chance. The next batch is read while one is learnt from.
    """
    order = np.arange(len(crops)) if draw is None else draw.permutation(len(crops))
    end = len(order) if draw is None or len(order) < size else len(order) - len(order) % size
    chosen = [[crops[int(index)] for index in order[at : at + size]] for at in range(0, end, size)]
    turns = [draw.random((len(some), 2)) < 0.5 if flip and draw is not None else None for some in chosen]
    with ThreadPoolExecutor(1) as reader:
        coming = reader.submit(_read, chosen[0], turns[0])
        for at in range(1, len(chosen)):
            batch = coming.result()
            coming = reader.submit(_read, chosen[at], turns[at])
            yield batch
        yield coming.result()


def _listed(folder: Path, classes: int) -> tuple[CropFile, ...]:
    return tuple(CropFile(image, _marks_of(image, classes)) for image in sorted(folder.glob("*.png")))


def _marks_of(image: Path, classes: int) -> npt.NDArray[np.float32]:
    """Of YOLO's label file beside the image. Raises TrainingError for one that can't be read."""
    path = image.parents[2] / "labels" / image.parent.name / f"{image.stem}.txt"
    try:
        rows = [
            [float(word) for word in line.split()] for line in path.read_text("utf-8").splitlines() if line
        ]
        table = np.array(rows, np.float32).reshape(-1, 5) if rows else _EMPTY
    except (OSError, ValueError) as error:
        raise TrainingError(
            f"{path}: can't be read ({error}); remove the training's folder and begin anew"
        ) from error
    if (table[:, 0] >= classes).any() or not np.isfinite(table).all():
        raise TrainingError(f"{path}: has a class or a place that there is not; begin the training anew")
    centres, halves = table[:, 1:3], table[:, 3:5] / 2
    return np.concatenate([table[:, :1], centres - halves, centres + halves], axis=1)


def _read(crops: Sequence[CropFile], flips: npt.NDArray[np.bool_] | None) -> Batch:
    """flips: (N, 2), across and down."""
    read = [
        _turned(_planes(crop), crop.marks, *(flips[at] if flips is not None else (False, False)))
        for at, crop in enumerate(crops)
    ]
    images = torch.from_numpy(np.stack([planes for planes, _ in read])).permute(0, 3, 1, 2)
    targets = [
        {"boxes": torch.from_numpy(marks[:, 1:]), "labels": torch.from_numpy(marks[:, 0].astype(np.int64))}
        for _, marks in read
    ]
    return Batch(images.float().div_(255), targets)


def _planes(crop: CropFile) -> npt.NDArray[np.uint8]:
    """(H, W, 3) in the network's order; files hold it reversed. Raises TrainingError."""
    read = cv2.imread(str(crop.image), cv2.IMREAD_COLOR)
    if read is None:
        raise TrainingError(f"{crop.image}: can't be read; remove the training's folder and begin anew")
    return read[..., ::-1]  # type: ignore[return-value] # OpenCV's own types know no dtype


def _turned(
    planes: npt.NDArray[np.uint8], marks: npt.NDArray[np.float32], across: bool, down: bool
) -> tuple[npt.NDArray[np.uint8], npt.NDArray[np.float32]]:
    """The crop mirrored, and its marks in px."""
    height, width = planes.shape[:2]
    moved = marks.copy()
    if across:
        planes, moved[:, [1, 3]] = planes[:, ::-1], 1 - moved[:, [3, 1]]
    if down:
        planes, moved[:, [2, 4]] = planes[::-1], 1 - moved[:, [4, 2]]
    moved[:, 1:] *= np.array([width, height, width, height], np.float32)
    return np.ascontiguousarray(planes), moved

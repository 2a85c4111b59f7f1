"""A YOLO dataset of crops from a plant's labelled images, prepared as the station prepares its frames.

Rare classes are shown more often than they come: a mark is chosen with a chance that falls with the square root of
how many marks of its class there are.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from functools import lru_cache
from multiprocessing import get_context
from pathlib import Path

import cv2
import numpy as np

from inspector_app.datasets.labelled import Dataset, LabelledImage
from inspector_app.domain.frame import Image
from inspector_app.imaging import (
    ImageError,
    Reference,
    Tile,
    align,
    compare,
    cut_tile,
    read_image,
    to_colours,
)
from inspector_app.learning.crops.files import (
    Mark,
    Planes,
    make_folders,
    marks_inside,
    place_crop,
    write_crop,
    write_data_yaml,
)

Progress = Callable[[int, int], None]
_VALIDATION_CROPS = 2
"""An image; of the validation part, which only shows how the training goes."""

_MOST_LEFT_OUT = 0.1
"""Share of the images; where more can't be used, something is wrong with the dataset or its goldens."""


class LabelledCropsError(Exception):
    """Images that can't be learnt from; the message names the file and what to do."""


@dataclass(frozen=True, slots=True)
class LabelledCropPlan:
    """crops: an image with marks; a clean image gives one. balance: whether rare classes are shown more often.

    compares: whether the network is to see image, golden and difference, or the image alone. outlined: whether it
    learns outlines, or boxes only. without: classes of which no crop shows anything, as if they had never occurred.
    """

    crops: int = 4
    size: int = 320
    seed: int = 1
    balance: bool = True
    compares: bool = True
    outlined: bool = False
    without: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LabelledCrops:
    """data_yaml: for the trainer. left_out: images that could not be used, each with the reason."""

    data_yaml: Path
    left_out: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Job:
    out: Path
    part: str
    number: int
    image: LabelledImage
    classes: tuple[str, ...]
    weights: Mapping[str, float]
    plan: LabelledCropPlan


def write_labelled_crops(
    out: Path,
    train: Dataset,
    validation: Dataset,
    plan: LabelledCropPlan,
    *,
    workers: int = 2,
    progress: Progress | None = None,
) -> LabelledCrops:
    """Writes images, labels and data.yaml under `out`. Raises LabelledCropsError, before the data.yaml is there."""
    _check(train, validation, compares=plan.compares)
    if plan.outlined:
        _check_outlines((*train.images, *validation.images))
    make_folders(out)
    classes = tuple(code for code in train.classes if code not in plan.without)
    weights = _weights(train) if plan.balance else dict.fromkeys(train.classes, 1.0)
    parts = ("train", train, plan.crops), ("val", validation, _VALIDATION_CROPS)
    jobs = [
        _Job(out, part, number, image, classes, weights, replace(plan, crops=crops))
        for part, dataset, crops in parts
        for number, image in enumerate(_by_golden(dataset))
    ]
    # a fork would copy locks that OpenCV's threads hold, and wait for them for ever
    left_out = []
    with ProcessPoolExecutor(max_workers=workers, mp_context=get_context("spawn")) as pool:
        for done, problem in enumerate(pool.map(_write_image, jobs, chunksize=8), start=1):
            left_out += [problem] if problem else []
            if progress is not None:
                progress(done, len(jobs))
    if len(left_out) > len(jobs) * _MOST_LEFT_OUT:
        raise LabelledCropsError(f"{len(left_out)} of {len(jobs)} images can't be used; first: {left_out[0]}")
    return LabelledCrops(write_data_yaml(out, classes), tuple(left_out))


def planes_of(image: LabelledImage, *, compares: bool) -> Planes:
    """The network input of a whole image, (H, W, 3), in the image's own size. Raises LabelledCropsError."""
    try:
        picture = read_image(image.path)
        return _compared(image, picture) if compares else to_colours(picture)
    except (ImageError, ValueError) as error:
        raise LabelledCropsError(f"{image.path}: {error}") from error


def _compared(image: LabelledImage, picture: Image) -> Planes:
    assert image.golden is not None  # checked before
    reference = _reference(image.golden)
    frame = reference.frame_of(picture)
    alignment = align(frame, reference)
    if not alignment.succeeded:
        raise LabelledCropsError(
            f"{image.path}: it can't be laid over its golden {image.golden.name}: {alignment.failure}. "
            "Take it out of the dataset, or give it the golden of its own product and view."
        )
    return compare(frame, reference, alignment).stacked()


@lru_cache(maxsize=4)
def _reference(golden: Path) -> Reference:
    return Reference.from_image(read_image(golden))


def _check(train: Dataset, validation: Dataset, *, compares: bool) -> None:
    if not train.images or not validation.images:
        raise LabelledCropsError("a training needs images to learn from and images to watch its progress on")
    if validation.classes != train.classes:
        raise LabelledCropsError("the training and the validation part have different classes")
    without = [image.name for part in (train, validation) for image in part.images if image.golden is None]
    if compares and without:
        raise LabelledCropsError(
            f"{len(without)} images have no golden ({', '.join(without[:3])} ...), and this network is to compare each "
            "image with one. Put goldens into the dataset, leave these images out, or train on the image alone."
        )


def _check_outlines(images: Sequence[LabelledImage]) -> None:
    """A box taken for an outline would teach areas and lengths that nobody has measured."""
    without = [image.name for image in images if any(not label.outlines for label in image.labels)]
    if without:
        raise LabelledCropsError(
            f"{len(without)} images have labels that are only a box ({', '.join(without[:3])} ...), and this family "
            "learns outlines. Draw them, leave these images out, or choose a family that learns boxes."
        )


def _weights(dataset: Dataset) -> dict[str, float]:
    counts = Counter(label.defect_class for image in dataset.images for label in image.labels)
    return {code: 1 / np.sqrt(max(1, counts[code])) for code in dataset.classes}


def _by_golden(dataset: Dataset) -> list[LabelledImage]:
    """A golden is made ready once for the images that follow each other."""
    return sorted(dataset.images, key=lambda image: (str(image.golden), image.name))


def _write_image(job: _Job) -> str | None:
    """Writes the image's crops; gives the reason where it can't be used."""
    cv2.setNumThreads(1)
    try:
        for turn, (planes, marks) in enumerate(_crops_of(job)):
            write_crop(job.out, job.part, f"{job.number:06d}-{turn}", planes, marks)
    except LabelledCropsError as error:
        return str(error)
    return None


def _crops_of(job: _Job) -> Iterator[tuple[Planes, list[Mark]]]:
    plan = job.plan
    labels = [label for label in job.image.labels if label.defect_class not in plan.without]
    avoided = [label.box for label in job.image.labels if label.defect_class in plan.without]
    planes = planes_of(job.image, compares=plan.compares)
    room = [max(side, plan.size) for side in planes.shape[:2]]  # a smaller image is padded, as tiles are
    marks = [
        Mark(job.classes.index(label.defect_class), label.box, label.outlines if plan.outlined else ())
        for label in labels
    ]
    chances = _chances([job.weights[label.defect_class] for label in labels])
    rng = np.random.default_rng([plan.seed, job.number, job.part == "train"])
    for _ in range(plan.crops if marks else 1):
        corner = place_crop(marks, room, plan.size, rng, chances=chances, avoided=avoided)
        if corner is not None:
            x, y = corner
            yield cut_tile(planes, Tile(x, y, plan.size)), marks_inside(marks, x, y, plan.size)


def _chances(weights: Sequence[float]) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]] | None:
    if not weights:
        return None
    return np.asarray(weights, np.float64) / sum(weights)

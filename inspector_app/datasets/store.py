"""Datasets of a station: one layout, into which every format is brought.

NAME/
    dataset.json    format, version, classes in order, number of images
    labels.jsonl    a line an image: name, files, size, labels, tags; coordinates in px
    images/         the image `a/b` as images/a/b.png, in the kind of file that it came in
    goldens/        the golden of an image under the image's name; one that several share is there once
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, FiniteFloat, ValidationError

from inspector_app.datasets.labelled import Dataset, DatasetError, Label, LabelledImage
from inspector_app.datasets.names import as_one_file, check_classes, check_image_name
from inspector_app.datasets.new_folder import UNFINISHED, new_folder, place_file, write_text
from inspector_app.domain.geometry import Box

Progress = Callable[[int, int], None]
INDEX, LABELS = "dataset.json", "labels.jsonl"
_FORMAT, _VERSION = "inspector-dataset", 1
_BLOCK = 1 << 20


class _Row(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _Index(_Row):
    format: str
    version: int
    classes: tuple[str, ...]
    images: int = Field(ge=0)


class _LabelRow(_Row):
    defect_class: str = Field(alias="class")
    box: tuple[FiniteFloat, FiniteFloat, FiniteFloat, FiniteFloat]
    outlines: tuple[tuple[tuple[FiniteFloat, FiniteFloat], ...], ...] = ()
    attributes: dict[str, str] = {}


class _ImageRow(_Row):
    name: str
    image: str
    width: int = Field(gt=0)
    height: int = Field(gt=0)
    golden: str | None = None
    labels: tuple[_LabelRow, ...] = ()
    tags: dict[str, str] = {}


def is_dataset(folder: Path) -> bool:
    """Whether a folder holds a whole dataset in this layout."""
    return (folder / INDEX).is_file() and not folder.name.endswith(UNFINISHED)


def dataset_folders(datasets: Path) -> tuple[Path, ...]:
    """The whole datasets in a folder of datasets, by name; what is half done is not among them."""
    if not datasets.is_dir():
        return ()
    found = (each for each in datasets.iterdir() if not each.name.startswith("."))
    return tuple(sorted(each for each in found if is_dataset(each)))


def read_dataset(folder: Path) -> Dataset:
    """A dataset of this layout; its images are not opened.

    Raises DatasetError with file and line where something is wrong, cut off, or of a newer version.
    """
    index = _read_index(folder / INDEX)
    images = tuple(_read_rows(folder))
    _check_count(folder, len(images), index.images)
    return Dataset(index.classes, images)


def count_images(folder: Path) -> int:
    """How many images a dataset has, by its rows alone. Raises DatasetError where some are missing."""
    index, path = _read_index(folder / INDEX), folder / LABELS
    try:
        with path.open("rb") as file:
            rows = sum(block.count(b"\n") for block in iter(lambda: file.read(_BLOCK), b""))
    except OSError as error:
        raise DatasetError(f"{path}: can't be read: {error.strerror or error}.") from error
    _check_count(folder, rows, index.images)
    return index.images


def write_dataset(
    dataset: Dataset, folder: Path, *, link: bool = False, progress: Progress | None = None
) -> Dataset:
    """Writes a dataset into a folder that is new or empty; gives it back with the paths that it has there.

    link: images become hard links where the disk can do that, and copies elsewhere. progress: called with images
    done and in all. Raises DatasetError; then, as after a cancel or a kill, no dataset is listed.
    """
    check_dataset(dataset)
    with new_folder(folder) as unfinished:
        lines = list(_write_images(dataset, unfinished, link, progress or (lambda _done, _total: None)))
        write_text(unfinished / LABELS, "".join(lines))
        index = {
            "format": _FORMAT,
            "version": _VERSION,
            "classes": list(dataset.classes),
            "images": len(lines),
        }
        write_text(unfinished / INDEX, json.dumps(index, ensure_ascii=False, indent=1) + "\n")
    return read_dataset(folder)


def check_dataset(dataset: Dataset) -> None:
    """DatasetError for names that are unsafe or there twice, so that no file can overwrite another."""
    check_classes(dataset.classes, "classes")
    seen: dict[str, LabelledImage] = {}
    for image in dataset.images:
        check_image_name(image.name, str(image.path))
        twin = seen.setdefault(as_one_file(image.name), image)
        if twin is not image:
            raise DatasetError(
                f"{image.path}: its name {image.name!r} is that of {twin.path} as well. Rename one of them."
            )


def _write_images(dataset: Dataset, folder: Path, link: bool, progress: Progress) -> Iterator[str]:
    goldens: dict[Path, str] = {}
    for done, image in enumerate(dataset.images, 1):
        place = f"images/{image.name}{image.path.suffix.lower()}"
        place_file(image.path, folder / place, link=link)
        golden = _place_golden(image, image.golden, goldens, folder, link) if image.golden else None
        row = _as_row(image, place, golden)
        try:
            yield json.dumps(row, ensure_ascii=False, allow_nan=False) + "\n"
        except ValueError as error:
            raise DatasetError(f"{image.path}: a label has a coordinate that is no number.") from error
        progress(done, len(dataset.images))


def _place_golden(
    image: LabelledImage, golden: Path, placed: dict[Path, str], folder: Path, link: bool
) -> str:
    if golden not in placed:
        placed[golden] = f"goldens/{image.name}{golden.suffix.lower()}"
        place_file(golden, folder / placed[golden], link=link)
    return placed[golden]


def _as_row(image: LabelledImage, place: str, golden: str | None) -> Mapping[str, Any]:
    return {
        "name": image.name,
        "image": place,
        "width": image.width,
        "height": image.height,
        "golden": golden,
        "labels": [_label_row(label) for label in image.labels],
        "tags": dict(image.tags),
    }


def _label_row(label: Label) -> Mapping[str, Any]:
    return {
        "class": label.defect_class,
        "box": label.box.as_tuple(),
        "outlines": label.outlines,
        "attributes": dict(label.attributes),
    }


def _read_index(path: Path) -> _Index:
    try:
        index = _Index.model_validate_json(path.read_bytes())
    except OSError as error:
        raise DatasetError(f"{path}: can't be read: {error.strerror or error}. Is it a dataset?") from error
    except ValidationError as error:
        raise DatasetError(f"{path}: {_first(error)}. Import the dataset again.") from error
    if index.format != _FORMAT or index.version > _VERSION:
        raise DatasetError(f"{path}: written by a newer version of Inspector; open it with that one.")
    check_classes(index.classes, str(path))
    return index


def _check_count(folder: Path, rows: int, written: int) -> None:
    if rows != written:
        raise DatasetError(
            f"{folder / LABELS}: {rows} images, {written} were written. Import the dataset again."
        )


def _read_rows(folder: Path) -> Iterator[LabelledImage]:
    path = folder / LABELS
    seen: set[str] = set()
    try:
        with path.open("rb") as lines:
            for number, line in enumerate(lines, 1):
                image = _read_row(folder, line, f"{path}:{number}")
                if image.name in seen:
                    raise DatasetError(f"{path}:{number}: the name {image.name!r} is there twice.")
                seen.add(image.name)
                yield image
    except OSError as error:
        raise DatasetError(f"{path}: can't be read: {error.strerror or error}.") from error


def _read_row(folder: Path, line: bytes, where: str) -> LabelledImage:
    try:
        row = _ImageRow.model_validate_json(line)
    except ValidationError as error:
        raise DatasetError(f"{where}: {_first(error)}. Import the dataset again.") from error
    for name in filter(None, (row.name, row.image, row.golden)):
        check_image_name(name, where)
    return LabelledImage(
        row.name,
        folder / row.image,
        row.width,
        row.height,
        tuple(
            Label(each.defect_class, Box(*each.box), each.outlines, each.attributes) for each in row.labels
        ),
        folder / row.golden if row.golden else None,
        row.tags,
    )


def _first(error: ValidationError) -> str:
    first = error.errors(include_url=False, include_input=False)[0]
    place = ".".join(str(part) for part in first["loc"])
    return f"{place}: {first['msg']}" if place else str(first["msg"])

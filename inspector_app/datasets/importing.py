"""Labelled images into a station: a folder or archive of any format becomes a dataset, alone or added to another."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from contextlib import nullcontext
from dataclasses import dataclass, field, replace
from pathlib import Path

from inspector_app.datasets.archives import unpacked
from inspector_app.datasets.formats.images import size_of
from inspector_app.datasets.formats.known import read_folder
from inspector_app.datasets.formats.reading import ReadOptions
from inspector_app.datasets.labelled import Dataset, DatasetError
from inspector_app.datasets.replacing import replace_dataset
from inspector_app.datasets.store import LABELS, Progress, is_dataset, read_dataset, write_dataset

OWN = "inspector"
"""The name of the layout of a station's datasets, beside those of `formats`."""


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of it: where it is, the format that it came in, and how many of each."""

    folder: Path
    format: str
    images: int
    clean: int
    goldens: int
    labels: Mapping[str, int]
    outlined: int
    replaced: int = 0


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """How to import. format: None to recognise it. link: hard links. base: a dataset that it is added to."""

    format: str | None = None
    link: bool = False
    base: Path | None = None
    reading: ReadOptions = field(default_factory=ReadOptions)
    writing: Progress | None = None


def import_labelled(source: Path, folder: Path, options: ImportOptions) -> Imported:
    """Reads a folder or ZIP archive and writes it as a dataset into `folder`: new or empty, or the base itself.

    Raises DatasetError with file and line of what is wrong; then, and after a cancel, nothing is there.
    """
    if folder != options.base and folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise DatasetError(f"{folder}: is there already and not empty; choose another name.")
    packed = source.is_file()
    with unpacked(source, folder.parent) if packed else nullcontext(source) as opened:
        name, dataset = _read(_root_of(opened) if packed else opened, options)
        link = options.link or packed  # what was unpacked is nobody else's
        return write_imported(dataset, folder, name, replace(options, link=link))


def write_imported(
    dataset: Dataset, folder: Path, name: str, options: ImportOptions, *, newer_wins: bool = False
) -> Imported:
    """Writes images that were read, and before them those of the base where there is one.

    newer_wins: an image that the base has under the same name is replaced; else that is a DatasetError.
    """
    replaced = 0
    if options.base is not None:
        base = read_dataset(options.base)
        replaced = len({image.name for image in base.images} & {image.name for image in dataset.images})
        dataset = united(base, dataset, newer_wins=newer_wins)
    written = _write(dataset, folder, options)
    return _counted(written, folder, name, replaced)


def _write(dataset: Dataset, folder: Path, options: ImportOptions) -> Dataset:
    if folder != options.base:
        return write_dataset(dataset, folder, link=options.link, progress=options.writing)
    replace_dataset(dataset, folder, options.writing, link=options.link)
    return read_dataset(folder)


def united(base: Dataset, more: Dataset, *, newer_wins: bool = False) -> Dataset:
    """Both datasets as one: classes of the base first, in its order; DatasetError for images of one name."""
    classes = (*base.classes, *(each for each in more.classes if each not in base.classes))
    names = {image.name for image in more.images}
    twins = [image.name for image in base.images if image.name in names]
    if twins and not newer_wins:
        shown = ", ".join(twins[:3])
        raise DatasetError(
            f"{len(twins)} images are in both under one name: {shown}. Rename them on one side."
        )
    kept = tuple(image for image in base.images if image.name not in names)
    return Dataset(classes, (*kept, *more.images))


def _read(source: Path, options: ImportOptions) -> tuple[str, Dataset]:
    if options.format == OWN or (options.format is None and is_dataset(source)):
        return OWN, _read_own(source, options)
    chosen, dataset = read_folder(source, options.format, options.reading)
    return chosen.name, dataset


def _read_own(source: Path, options: ImportOptions) -> Dataset:
    """A dataset of a station; its images may have been broken on the way here."""
    dataset = read_dataset(source)
    for done, image in enumerate(dataset.images, 1):
        size_of(image.path, f"{source / LABELS}: {image.name!r}", (image.width, image.height))
        if options.reading.progress is not None:
            options.reading.progress(done, len(dataset.images))
    return dataset


def _root_of(unpacked_folder: Path) -> Path:
    """Archives often hold one folder that holds everything."""
    inside = [each for each in unpacked_folder.iterdir() if each.name != "__MACOSX"]
    return inside[0] if len(inside) == 1 and inside[0].is_dir() else unpacked_folder


def _counted(dataset: Dataset, folder: Path, name: str, replaced: int) -> Imported:
    labels = [label for image in dataset.images for label in image.labels]
    counts = Counter(label.defect_class for label in labels)
    return Imported(
        folder=folder,
        format=name,
        images=len(dataset.images),
        clean=sum(1 for image in dataset.images if not image.labels),
        goldens=sum(1 for image in dataset.images if image.golden),
        labels={each: counts[each] for each in (*dataset.classes, *(set(counts) - set(dataset.classes)))},
        outlined=sum(1 for label in labels if label.outlines),
        replaced=replaced,
    )

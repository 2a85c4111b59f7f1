"""The formats that there are: by name, recognised by what lies in a folder, read and written."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from inspector_app.datasets.formats import (
    class_folders,
    coco,
    cvat,
    cvat_writing,
    deeppcb,
    labelme,
    labelme_xml,
    voc,
    voc_writing,
    yolo,
)
from inspector_app.datasets.formats.reading import Progress, Reading, ReadOptions
from inspector_app.datasets.formats.writing import Writing
from inspector_app.datasets.labelled import Dataset, DatasetError
from inspector_app.datasets.new_folder import new_folder
from inspector_app.datasets.store import check_dataset


@dataclass(frozen=True, slots=True)
class Format:
    """One format: its name on the command line, what it is called, and what it does; write: None where only read."""

    name: str
    title: str
    recognises: Callable[[Reading], bool]
    read: Callable[[Reading], Sequence[str]]
    write: Callable[[Writing], None] | None


FORMATS = (
    Format("yolo", "YOLO", yolo.recognises, yolo.read, yolo.write),
    Format("yolo-seg", "YOLO with outlines", lambda _: False, yolo.read, yolo.write_outlines),
    Format("coco", "COCO", coco.recognises, coco.read, coco.write),
    Format("voc", "Pascal VOC (LabelImg)", voc.recognises, voc.read, voc_writing.write),
    Format("cvat", "CVAT for images 1.1", cvat.recognises, cvat.read, cvat_writing.write),
    Format("labelme", "LabelMe", labelme.recognises, labelme.read, labelme.write),
    Format("labelme-xml", "LabelMe's older XML", labelme_xml.recognises, labelme_xml.read, None),
    Format(
        "folders", "a folder per defect", class_folders.recognises, class_folders.read, class_folders.write
    ),
    Format("deeppcb", "DeepPCB", deeppcb.recognises, deeppcb.read, None),
)
NAMES = tuple(each.name for each in FORMATS)
WRITTEN = tuple(each.name for each in FORMATS if each.write is not None)
"""Formats that are written; the others are only read."""


def format_named(name: str) -> Format:
    """The format of this name; DatasetError with all names for another."""
    found = next((each for each in FORMATS if each.name == name), None)
    if found is None:
        raise DatasetError(f"There is no format {name!r}; there are {', '.join(NAMES)}.")
    return found


def read_folder(
    folder: Path, name: str | None = None, options: ReadOptions | None = None
) -> tuple[Format, Dataset]:
    """The labelled images of a folder and the format that they are in, which is recognised where no name is given.

    Raises DatasetError with the file and line of each fault, the first ten; also where no format or more than one fits.
    """
    if not folder.is_dir():
        raise DatasetError(f"{folder}: there is no such folder.")
    reading = Reading(folder, options or ReadOptions())
    chosen = format_named(name) if name else _recognised(reading)
    return chosen, reading.finish(chosen.read(reading))


def recognised_format(folder: Path) -> Format:
    """The format of a folder; DatasetError where none or more than one fits."""
    return _recognised(Reading(folder, ReadOptions()))


def write_folder(
    dataset: Dataset, folder: Path, name: str, *, link: bool = False, progress: Progress | None = None
) -> None:
    """Writes a dataset in another tool's format into a folder that is new or empty.

    Raises DatasetError; then, as after a cancel, there is no folder, not even a half-done one.
    """
    chosen = format_named(name)
    if chosen.write is None:
        raise DatasetError(f"{chosen.title} is only read; written are {', '.join(WRITTEN)}.")
    check_dataset(dataset)
    with new_folder(folder) as unfinished:
        writing = Writing(dataset, unfinished, name, link=link, progress=progress)
        chosen.write(writing)
        writing.finish()


def _recognised(reading: Reading) -> Format:
    if reading.sidecar is not None:
        return format_named(reading.sidecar.written_as)
    labelled = [each for each in FORMATS if each.name != "folders" and each.recognises(reading)]
    if len(labelled) > 1:
        titles = " or ".join(f"{each.title} (--format {each.name})" for each in labelled)
        raise DatasetError(f"{reading.root}: could be {titles}. Say which it is.")
    if labelled:
        return labelled[0]
    folders = format_named("folders")
    if folders.recognises(reading):
        return folders
    raise DatasetError(
        f"{reading.root}: no format is recognised; there are {', '.join(NAMES)}. Say which it is with --format."
    )

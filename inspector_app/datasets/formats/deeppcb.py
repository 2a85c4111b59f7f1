"""The public DeepPCB set: images/, goldens/, labels/ with lines `x1 y1 x2 y2 type` in px. Only read.

The leading digits of an image's name tell the board that it was cut from, and become its tag.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath

from inspector_app.datasets.formats import yolo
from inspector_app.datasets.formats.numbers import whole_number
from inspector_app.datasets.formats.reading import Reading
from inspector_app.datasets.formats.shapes import checked_label
from inspector_app.datasets.formats.texts import read_lines
from inspector_app.datasets.labelled import DatasetError, Label
from inspector_app.domain.geometry import Box

TYPES = ("open", "short", "mousebite", "spur", "spurious_copper", "pinhole")
"""The set's defect types, which it numbers from 1."""

_BOARD_DIGITS = 5
_LABEL_WORDS = 5


def board_of(name: str) -> str:
    """The board that an image was cut from, as far as its name tells."""
    return name[:_BOARD_DIGITS]


def recognises(reading: Reading) -> bool:
    """Whether whole numbers stand where YOLO has shares, beside goldens and without a list of classes."""
    labels = [file for file in reading.files.with_suffix(".txt") if file.startswith("labels/")]
    if not labels or yolo.recognises(reading) or not (reading.root / "goldens").is_dir():
        return False
    words = [line.split() for line in read_lines(reading.root / labels[0]) if line]
    return all(len(line) == _LABEL_WORDS and all(word.isdecimal() for word in line) for line in words)


def read(reading: Reading) -> Sequence[str]:
    """Adds all images with their labels; gives the types in the set's order."""
    for image in reading.files.images:
        name = PurePosixPath(image).stem
        file = f"labels/{name}.txt"
        with reading.item():
            if file not in reading.files.files:
                reading.add_unlabelled(image)
            else:
                size = reading.size(image)
                reading.add(image, size, list(_labels(reading, file, size)), {"board": board_of(name)})
    return TYPES


def _labels(reading: Reading, file: str, size: tuple[int, int]) -> Iterator[Label]:
    for line_number, line in enumerate(read_lines(reading.root / file), 1):
        if line:
            with reading.item():
                yield _label(line.split(), size, f"{reading.root / file}:{line_number}")


def _label(words: Sequence[str], size: tuple[int, int], where: str) -> Label:
    if len(words) != _LABEL_WORDS:
        raise DatasetError(f"{where}: {len(words)} numbers; a label has 5: x1 y1 x2 y2 type.")
    x1, y1, x2, y2, kind = (whole_number(word, where, "a coordinate or type") for word in words)
    if not 1 <= kind <= len(TYPES):
        raise DatasetError(f"{where}: the type {kind} is unknown; there are 1 to {len(TYPES)}.")
    return checked_label(TYPES[kind - 1], size, where, box=Box(x1, y1, x2, y2))

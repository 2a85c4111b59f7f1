"""VOC's masks: SegmentationObject tells the defects of an image apart by colour, SegmentationClass their classes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from inspector_app.datasets.formats.masks import outlines_of_mask
from inspector_app.datasets.formats.reading import Reading
from inspector_app.datasets.formats.shapes import bounds, checked_label, same_place
from inspector_app.datasets.labelled import DatasetError, Label
from inspector_app.domain.geometry import Box, Outline
from inspector_app.imaging import ImageError, read_image

Colour = tuple[int, int, int]
FOLDERS = frozenset({"SegmentationObject", "SegmentationClass"})
_OBJECTS, _CLASSES = "SegmentationObject", "SegmentationClass"
_VOID: Colour = (224, 224, 192)
"""What VOC paints where nobody could tell: borders, mostly."""
_LOOSE = 3.0  # px by which boxes were drawn beside their masks


class Masks:
    """The masks of one folder. colours: what labelmap.txt says of each class; VOC's own where it says nothing."""

    def __init__(self, reading: Reading, classes: Sequence[str], colours: Mapping[str, Colour]) -> None:
        self._reading = reading
        numbered = classes if classes[:1] == ("background",) else ("background", *classes)
        self._names = {_own_colour(at): name for at, name in enumerate(numbered)}
        self._names |= {colour: name for name, colour in colours.items()}

    def has(self, name: str) -> bool:
        """Whether the image of this name has masks."""
        return f"{_OBJECTS}/{name}.png" in self._reading.files.files

    def outlined(self, name: str, size: tuple[int, int], labels: Sequence[Label]) -> list[Label]:
        """The labels of an image with the outlines of its masks, and those that only a mask shows.

        name: the image's in VOC's lists. Raises DatasetError for a broken mask and for a colour that is no class.
        """
        found = list(labels)
        if not self.has(name):
            return found
        path = self._reading.root / _OBJECTS / f"{name}.png"
        objects = _read(path, size)
        for colour in _colours_of(objects):
            mask = (objects == colour).all(axis=2)
            outlines = outlines_of_mask(mask)
            at = _belongs_to(bounds(outlines), found)
            if at is None:
                defect_class = self._class_of(name, mask, size)
                found.append(checked_label(defect_class, size, str(path), outlines=outlines))
            elif not found[at].outlines:
                found[at] = _with_outlines(found[at], outlines)
        return found

    def _class_of(self, name: str, mask: NDArray[np.bool_], size: tuple[int, int]) -> str:
        path = self._reading.root / _CLASSES / f"{name}.png"
        inside = _colours_of(_read(path, size)[mask])
        if len(inside) != 1 or inside[0] not in self._names:
            raise DatasetError(
                f"{path}: an object has the colours {inside}, which are no class of labelmap.txt."
            )
        return self._names[inside[0]]


def read_colours(lines: Sequence[str]) -> dict[str, Colour]:
    """The colours in the lines of a labelmap.txt, `name:red,green,blue:parts:actions`."""
    found = {}
    for line in lines:
        name, *more = line.rsplit(":", 3)
        numbers = more[0].split(",") if more else []
        if len(numbers) == 3 and all(each.strip().isdecimal() for each in numbers):
            red, green, blue = (int(each) for each in numbers)
            found[name] = (red, green, blue)
    return found


def _read(path: Path, size: tuple[int, int]) -> NDArray[np.uint8]:
    """A mask as red, green and blue (H, W, 3)."""
    try:
        pixels = read_image(path)
    except ImageError as error:
        raise DatasetError(f"the mask {error}.") from error
    if pixels.shape[:2] != (size[1], size[0]):
        raise DatasetError(f"{path}: the mask has another size than its image.")
    return np.stack([pixels] * 3, axis=2) if pixels.ndim == 2 else pixels[:, :, ::-1]


def _colours_of(pixels: NDArray[np.uint8]) -> list[Colour]:
    """The colours in there, but for black and void."""
    flat = np.unique(pixels.reshape(-1, 3), axis=0).tolist()
    return [each for red, green, blue in flat if (each := (red, green, blue)) not in {(0, 0, 0), _VOID}]


def _belongs_to(hull: Box, labels: Sequence[Label]) -> int | None:
    return next((at for at, label in enumerate(labels) if same_place(label.box, hull, _LOOSE)), None)


def _with_outlines(label: Label, outlines: tuple[Outline, ...]) -> Label:
    hull, box = bounds(outlines), label.box
    around = Box(min(box.x1, hull.x1), min(box.y1, hull.y1), max(box.x2, hull.x2), max(box.y2, hull.y2))
    return Label(label.defect_class, around, outlines, label.attributes)


def _own_colour(at: int) -> Colour:
    """VOC's colour of the at-th class: its bits, dealt to red, green and blue from the highest bit down."""
    red = green = blue = 0
    for bit in range(8):
        red |= (at & 1) << (7 - bit)
        green |= (at >> 1 & 1) << (7 - bit)
        blue |= (at >> 2 & 1) << (7 - bit)
        at >>= 3
    return red, green, blue

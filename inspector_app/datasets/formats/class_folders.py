"""A folder per defect: images sorted by what is wrong with them, clean ones in `good`; nobody drew where.

Such a label is the whole image and says so by the attribute `extent`: `image`. Masks of MVTec's kind
(ground_truth/DEFECT/NAME_mask.png) give outlines, one label a piece. train/, val/ and test/ above are splits. Written:
the image in the folder of its first label; where its labels are, and what else it has, is in the sidecar.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePosixPath
from urllib.parse import quote, unquote

from inspector_app.datasets.formats.images import GOLDENS, is_image, without_suffix
from inspector_app.datasets.formats.masks import outlines_of_mask
from inspector_app.datasets.formats.reading import Reading
from inspector_app.datasets.formats.shapes import checked_label
from inspector_app.datasets.formats.writing import Writing
from inspector_app.datasets.labelled import DatasetError, Label
from inspector_app.domain.geometry import Box
from inspector_app.imaging import ImageError, read_image

CLEAN = "good"
_CLEAN = frozenset({CLEAN, "ok", "clean", "normal", "no_label", "no_defect", "defect_free"})
_SPLITS = frozenset({"train", "val", "valid", "test"})
_MASKS = "ground_truth"
_WHOLE = {"extent": "image"}


def recognises(reading: Reading) -> bool:
    """Whether images lie in folders and no label file of another format is beside them."""
    pictures = _pictures(reading)
    stems = {without_suffix(each) for each in pictures}
    beside = [each for each in reading.files.files if not is_image(each)]
    if any(each.lower().endswith((".xml", ".json")) or without_suffix(each) in stems for each in beside):
        return False
    return bool(pictures) and all(_folder(each) for each in pictures)


def read(reading: Reading) -> Sequence[str]:
    """Adds all images, each with the label that its folder is; gives the classes, sorted."""
    used: dict[str, None] = {}
    for image in _pictures(reading):
        with reading.item():
            folder = _folder(image)
            if not folder:
                reading.add_unlabelled(image)
                continue
            size = reading.size(image)
            labels = _kept(reading, image) or _labels(reading, image, folder, size)
            reading.add(image, size, labels)
            used.update(dict.fromkeys(label.defect_class for label in labels))
    kept = reading.sidecar.classes if reading.sidecar else ()
    return (*kept, *sorted(set(used) - set(kept)))


def write(writing: Writing) -> None:
    """Writes a dataset; all but the class of the first label goes to the sidecar."""
    for image in writing.dataset.images:
        writing.place(image, _folder_name(image.labels[0].defect_class) if image.labels else CLEAN)
        for index, label in enumerate(image.labels):
            writing.keep(index, label, outlines=True, attributes=True)


def _pictures(reading: Reading) -> list[str]:
    return [each for each in reading.files.images if _MASKS not in PurePosixPath(each).parts]


def _folder(image: str) -> str:
    """The folder that says what is wrong; empty for an image that lies in none."""
    folders = PurePosixPath(image).parts[:-1]
    named = folders[1:] if folders and folders[0].lower() in _SPLITS else folders
    return named[0] if named else ""


def _folder_name(defect_class: str) -> str:
    """A class as a folder: what no folder may be called, or what means something else, is written as %XX."""
    name = quote(defect_class, safe=" ()+,;=@&'~äöüÄÖÜß")
    if name.lower() in _CLEAN | _SPLITS | {_MASKS, GOLDENS} or name.startswith("."):
        name = f"%{ord(name[0]):02X}{name[1:]}"
    return name


def _kept(reading: Reading, image: str) -> list[Label]:
    """The labels as the sidecar has them, where the image is still in the folder that it was put into."""
    kept = reading.sidecar.images.get(image) if reading.sidecar else None
    if kept is None:
        return []
    return [
        Label(each.defect_class, Box(*each.box), each.outlines or (), each.attributes or {})
        for each in kept.labels
    ]


def _labels(reading: Reading, image: str, folder: str, size: tuple[int, int]) -> list[Label]:
    if folder.lower() in _CLEAN:
        return []
    defect_class, where = unquote(folder), str(reading.root / image)
    mask = f"{_MASKS}/{folder}/{PurePosixPath(without_suffix(image)).name}_mask.png"
    if mask not in reading.files.files:
        return [checked_label(defect_class, size, where, box=Box(0, 0, *size), attributes=_WHOLE)]
    try:
        pixels = read_image(reading.root / mask)
    except ImageError as error:
        raise DatasetError(f"{where}: its mask {error}.") from error
    if pixels.shape[:2] != (size[1], size[0]):
        raise DatasetError(f"{where}: its mask {reading.root / mask} has another size.")
    marked = pixels > 0 if pixels.ndim == 2 else pixels.max(axis=2) > 0
    return [checked_label(defect_class, size, where, outlines=(each,)) for each in outlines_of_mask(marked)]

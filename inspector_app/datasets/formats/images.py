"""The image files of a folder: which there are, how they are named, and whether they can be read."""

from __future__ import annotations

import os
import posixpath
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path, PurePosixPath, PureWindowsPath

from inspector_app.datasets.formats.sidecar import SIDECAR
from inspector_app.datasets.labelled import DatasetError
from inspector_app.imaging import ImageError, read_image

SUFFIXES = frozenset({".png", ".jpg", ".jpeg", ".bmp", ".tif", ".tiff", ".webp"})
GOLDENS = "goldens"
_IMAGE_FOLDERS = frozenset({"images", "jpegimages", "obj_train_data", "obj_val_data", "obj_test_data"})
_SPLITS = {
    "train": "train",
    "val": "val",
    "valid": "val",
    "test": "test",
    "obj_train_data": "train",
    "obj_val_data": "val",
    "obj_test_data": "test",
}


class ImageFolder:
    """A folder with all files below it, by their paths within it, written with /."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.files = frozenset(_files_below(root)) - {SIDECAR}

    @cached_property
    def images(self) -> tuple[str, ...]:
        """Image files, sorted; those in goldens/ are references and no part of it."""
        return tuple(
            sorted(
                each
                for each in self.files
                if is_image(each) and GOLDENS not in PurePosixPath(each).parts[:-1]
            )
        )

    @cached_property
    def _by_end(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for each in self.images:
            found[PurePosixPath(each).name.casefold()].append(each)
        return found

    @cached_property
    def _goldens(self) -> dict[str, str]:
        """Golden files by their path without suffix and without goldens/."""
        found = {}
        for each in sorted(self.files):
            parts = PurePosixPath(each).parts
            if GOLDENS in parts[:-1] and is_image(each):
                at = parts.index(GOLDENS)
                found[without_suffix("/".join(parts[:at] + parts[at + 1 :]))] = each
        return found

    def with_suffix(self, *suffixes: str) -> list[str]:
        """Files of these kinds, sorted."""
        return sorted(each for each in self.files if each.lower().endswith(suffixes))

    def find(self, name: str, folders: Sequence[str], where: str) -> str:
        """The image that a label file names, looked for in `folders` first; DatasetError where there is none.

        A name that leads out of the folder is refused. One whose folders are another PC's is found by its last part,
        where only one image has it.
        """
        wanted = PurePosixPath(name.replace("\\", "/"))
        places = [posixpath.normpath(f"{folder or '.'}/{wanted}") for folder in folders]
        places = [place for place in places if not place.startswith("../")]
        if not name or wanted.is_absolute() or PureWindowsPath(name).drive or not places:
            raise DatasetError(
                f"{where}: the image {name!r} leads out of the folder; name it relative to it."
            )
        for place in places:
            if place in self.files and is_image(place):
                return place
        return self.find_by_end(wanted.name, where)

    def find_by_end(self, end: str, where: str) -> str:
        """The one image whose file has this name, in whatever folder; DatasetError for none and for several."""
        ends = self._by_end.get(end.casefold(), [])
        if len(ends) > 1:
            raise DatasetError(f"{where}: the image {end!r} is there more than once: {', '.join(ends[:3])}.")
        if not ends:
            raise DatasetError(f"{where}: the image {end!r} is missing below {self.root}.")
        return ends[0]

    def golden_of(self, image: str) -> Path | None:
        """The golden with an image's name in a folder goldens/."""
        golden = self._goldens.get(name_of(image)) or self._goldens.get(without_suffix(image))
        return self.root / golden if golden else None


def is_image(name: str) -> bool:
    """Whether a file's suffix is that of an image."""
    return PurePosixPath(name).suffix.lower() in SUFFIXES


def without_suffix(name: str) -> str:
    """A path without the suffix of its last part."""
    return PurePosixPath(name).with_suffix("").as_posix()


def name_of(image: str) -> str:
    """How an image is called in its dataset: its path without suffix and without a folder `images`."""
    parts = list(PurePosixPath(without_suffix(image)).parts)
    place = next((at for at, part in enumerate(parts[:-1]) if part.lower() in _IMAGE_FOLDERS), None)
    if place is not None:
        del parts[place]
    return "/".join(parts)


def split_named(word: str) -> str | None:
    """train, val or test for a word that means one of them."""
    return "val" if word == "validation" else _SPLITS.get(word.lower())


def split_of(image: str) -> str | None:
    """train, val or test where a folder of the path says so."""
    folders = PurePosixPath(image).parts[:-1]
    return next((_SPLITS[part.lower()] for part in folders if part.lower() in _SPLITS), None)


def size_of(path: Path, where: str, declared: tuple[int, int] | None = None) -> tuple[int, int]:
    """Width and height of an image, which is decoded to see that it is whole.

    declared: what the label file says of it. DatasetError, which begins with `where`, for a broken image, and where the
    two differ.
    """
    try:
        height, width = read_image(path).shape[:2]
    except ImageError as error:
        raise DatasetError(f"{where}: the image {error}.") from error
    if declared is not None and declared != (width, height):
        hint = (
            " It lies on its side: where its EXIF tag turns it, save it turned."
            if declared == (height, width)
            else ""
        )
        raise DatasetError(
            f"{where}: the labels are for {declared[0]} x {declared[1]} px, but {path} has {width} x {height}.{hint}"
        )
    return width, height


def _files_below(root: Path) -> Iterator[str]:
    for folder, folders, files in os.walk(root):
        folders[:] = sorted(each for each in folders if not each.startswith((".", "__MACOSX")))
        within = Path(folder).relative_to(root)
        for file in files:
            if not file.startswith("."):
                yield (within / file).as_posix()

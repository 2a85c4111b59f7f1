"""Which images a folder holds for one view, and which golden belongs to each.

FOLDER/images/NAME.png with FOLDER/goldens/NAME.png beside it, or images straight in FOLDER. A subfolder with
the view's name comes first: FOLDER/VIEW/images/NAME.png.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

SUFFIXES = frozenset({".png", ".jpg", ".jpeg", ".bmp", ".tif", ".tiff"})


class FolderError(Exception):
    """A folder that can't be played; the message names it."""


@dataclass(frozen=True, slots=True)
class ImagePair:
    """An image file and, where there is one of the same name, its golden."""

    image: Path
    golden: Path | None


def find_images(folder: Path, view: str) -> dict[str, ImagePair]:
    """The images of one view by name (the file's name without its ending), in order of names.

    Raises FolderError where the folder is missing, can't be read, holds no image or two of one name.
    """
    own = folder / view
    base = own if own.is_dir() else folder
    images = base / "images"
    try:
        found = _by_name(images if images.is_dir() else base)
        goldens = _by_name(base / "goldens") if (base / "goldens").is_dir() else {}
    except OSError as error:
        raise FolderError(f"the folder {base} can't be read: {error.strerror or error}") from error
    if not found:
        raise FolderError(f"the folder {base} holds no images ({', '.join(sorted(SUFFIXES))})")
    return {name: ImagePair(path, goldens.get(name)) for name, path in found.items()}


def _by_name(folder: Path) -> dict[str, Path]:
    found: dict[str, Path] = {}
    for path in sorted(folder.iterdir()):
        if path.suffix.lower() not in SUFFIXES or path.name.startswith(".") or not path.is_file():
            continue
        if not _is_text(path.name):
            raise FolderError(f"the name of {str(path)!a} is no text: rename it")
        if path.stem in found:
            raise FolderError(f"{path} and {found[path.stem].name} have the same name: which is meant?")
        found[path.stem] = path
    return found


def _is_text(name: str) -> bool:
    """Names are bytes on Linux; such as were written by another system become part of no record."""
    return not any("\ud800" <= letter <= "\udfff" for letter in name)

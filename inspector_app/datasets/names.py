"""Names of images and classes: unique, and safe as paths on every system."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from pathlib import PurePosixPath, PureWindowsPath

from inspector_app.datasets.labelled import DatasetError

_LONGEST = 200  # bytes of one part; file systems take 255, and a suffix comes on top


def check_image_name(name: str, where: str) -> None:
    """DatasetError, which begins with `where`, for a name that is no path below a folder, written with /."""
    why = _fault_of_path(name)
    if why:
        raise DatasetError(f"{where}: the name {name!r} can't be used: {why}. Rename it.")


def check_classes(classes: Iterable[str], where: str) -> None:
    """DatasetError for a class without a name, with line breaks in it, or there twice."""
    seen: set[str] = set()
    for each in classes:
        if not each or each != each.strip() or _has_control(each) or not _is_text(each):
            raise DatasetError(
                f"{where}: {each!r} can't be the name of a class: no text on one line, or blanks around it. Rename it."
            )
        if each in seen:
            raise DatasetError(
                f"{where}: the class {each!r} is there twice. Give each class a name of its own."
            )
        seen.add(each)


def as_one_file(name: str) -> str:
    """What makes two names one file on some system: case and how letters are composed."""
    return unicodedata.normalize("NFC", name).casefold()


def _fault_of_path(name: str) -> str | None:
    if not _is_text(name) or _has_control(name):
        return "it is no text on one line"
    if "\\" in name or PureWindowsPath(name).drive:
        return "folders are written with / and without a drive"
    parts = name.split("/")
    if PurePosixPath(name).is_absolute() or any(part in {"", ".", ".."} for part in parts):
        return "it leads out of its folder or names none"
    if any(len(part.encode()) > _LONGEST for part in parts):
        return f"a part of it has more than {_LONGEST} bytes"
    return None


def _is_text(name: str) -> bool:
    try:
        name.encode()
    except UnicodeEncodeError:  # bytes of a file name that are no UTF-8
        return False
    return True


def _has_control(name: str) -> bool:
    return any(unicodedata.category(mark) in {"Cc", "Zl", "Zp"} or mark in "\ufffe\uffff" for mark in name)

"""Copies of PDFs where people keep papers."""

from __future__ import annotations

import shutil
from pathlib import Path

from PySide6.QtCore import QStandardPaths


def documents_folder() -> Path:
    """Where people keep papers, and not wherever the program was started from."""
    places = QStandardPaths.StandardLocation
    documents = Path(QStandardPaths.writableLocation(places.DocumentsLocation))
    return documents if documents.is_dir() else Path.home()


def copy_whole(file: Path, target: Path) -> None:
    """Through a temporary file beside the target, so that a full disk leaves no half report."""
    part = target.with_name(target.name + ".part")
    try:
        shutil.copyfile(file, part)
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)

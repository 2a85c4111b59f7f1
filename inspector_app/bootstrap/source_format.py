"""In what format a folder of labelled images is, before anything of it is read."""

from __future__ import annotations

from pathlib import Path

from inspector_app.datasets.formats.known import recognised_format
from inspector_app.datasets.labelled import DatasetError
from inspector_app.datasets.store import is_dataset


def recognised(source: str) -> str:
    """What the format is called. Raises DatasetError where there is no such folder, or none or several fit."""
    path = Path(source).expanduser()
    if path.is_file():
        return "an archive; its format is recognised when it is unpacked"
    if not path.is_dir():
        raise DatasetError(f"{path}: there is no such folder or file.")
    return "a dataset of a station" if is_dataset(path) else recognised_format(path).title

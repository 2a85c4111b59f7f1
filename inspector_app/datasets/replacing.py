"""A dataset takes the place of its older self; a kill at any instant leaves one of the two, whole."""

from __future__ import annotations

import shutil
from pathlib import Path

from inspector_app.datasets.labelled import Dataset
from inspector_app.datasets.store import Progress, is_dataset, write_dataset


def replace_dataset(
    dataset: Dataset, folder: Path, progress: Progress | None = None, *, link: bool = True
) -> None:
    """Writes the dataset in place of the one in `folder`, whose files it may keep: they are linked, not read.

    link: False where some of its files are somebody else's, and all are to be copied.

    Raises DatasetError, the old one untouched. After a kill between the two renames `finish_replacing` ends the work.
    """
    coming, going = _beside(folder)
    shutil.rmtree(coming, ignore_errors=True)
    write_dataset(dataset, coming, link=link, progress=progress)
    folder.rename(going)
    coming.rename(folder)
    shutil.rmtree(going, ignore_errors=True)


def finish_replacing(folder: Path) -> None:
    """Ends what a kill interrupted: the new one where the old is gone, else the old one."""
    coming, going = _beside(folder)
    if not folder.exists() and is_dataset(coming):
        coming.rename(folder)
    if is_dataset(folder):
        shutil.rmtree(coming, ignore_errors=True)
        shutil.rmtree(going, ignore_errors=True)


def _beside(folder: Path) -> tuple[Path, Path]:
    return folder.with_name(f".{folder.name}.coming"), folder.with_name(f".{folder.name}.going")

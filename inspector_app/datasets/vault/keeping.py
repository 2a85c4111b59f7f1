"""The vault of a dataset on disk: what it keeps, and what may be known of it without opening it.

    HOME/vaults/NAME/
        kept-0001/           the newest whole one counts; older ones are removed once it is there
            data/            a dataset in the station's own layout, with pictures and labels
            index.json       name, tags, classes and SHA-256 of each image: no picture, no place of a defect
            looks.npy        64 x 64 looks, so that copies are found without opening anything
        frozen-0001/         the vault of version 1
        rule.json            how the set was divided last

Folders are of mode 0700 and files of 0600: nobody but this user reads them.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict, ValidationError

from inspector_app.datasets.grouping.groups import Trace
from inspector_app.datasets.grouping.looks import SIDE
from inspector_app.datasets.labelled import Dataset, DatasetError, LabelledImage
from inspector_app.datasets.new_folder import new_folder, write_text
from inspector_app.datasets.store import read_dataset, write_dataset

KEPT, FROZEN = "kept-", "frozen-"
DATA, INDEX, LOOKS = "data", "index.json", "looks.npy"


class _Entry(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str
    tags: dict[str, str]
    classes: tuple[str, ...]
    digest: str


class _Index(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    images: tuple[_Entry, ...]


def known_of_vault(folder: Path) -> tuple[Trace, ...]:
    """What grouping needs to know of the images in a vault; empty where there is none. Opens no picture.

    Raises DatasetError for an index that can't be read.
    """
    kept = newest_kept(folder)
    if kept is None:
        return ()
    try:
        index = _Index.model_validate_json((kept / INDEX).read_bytes())
        looks = np.load(kept / LOOKS, allow_pickle=False)
    except (OSError, ValueError, ValidationError) as error:
        raise DatasetError(
            f"{kept}: the vault's index can't be read: {error}. Take it from a backup."
        ) from error
    if looks.shape != (len(index.images), SIDE * SIDE) or looks.dtype != np.int8:
        raise DatasetError(
            f"{kept / LOOKS}: not the looks of {len(index.images)} images. Take it from a backup."
        )
    return tuple(
        Trace(entry.name, entry.tags, look, entry.digest, entry.classes)
        for entry, look in zip(index.images, looks, strict=True)
    )


def add_to_vault(
    folder: Path, images: Sequence[LabelledImage], traces: Sequence[Trace], classes: Iterable[str]
) -> None:
    """Puts copies of images into the vault, whole or not at all; one that it has already is replaced.

    traces: of these images, in any order. classes: of the dataset that they come from.
    """
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o700)
    kept = newest_kept(folder)
    known = {trace.name: trace for trace in known_of_vault(folder)} | {trace.name: trace for trace in traces}
    target = _next(folder, kept)
    with new_folder(target) as unfinished:
        unfinished.chmod(0o700)
        held = _merged(kept, images, classes, unfinished)
        write_text(unfinished / INDEX, _as_index([known[image.name] for image in held.images]))
        np.save(unfinished / LOOKS, _looks([known[image.name] for image in held.images]), allow_pickle=False)
        lock_away(unfinished)
    for older in _kept(folder):
        if older != target:
            shutil.rmtree(older, ignore_errors=True)


def newest_kept(folder: Path) -> Path | None:
    """The folder that counts, None where nothing was ever put into the vault."""
    return max(_kept(folder), default=None)


def lock_away(folder: Path) -> None:
    """Only this user may look into the folder or read a file in it."""
    for path in [folder, *folder.rglob("*")]:
        path.chmod(0o700 if path.is_dir() else 0o600)


def frozen_vault(folder: Path, number: int) -> Path:
    """Where the vault of a version lies."""
    return folder / f"{FROZEN}{number:04d}"


def _kept(folder: Path) -> list[Path]:
    return sorted(each for each in folder.glob(f"{KEPT}*") if each.is_dir())


def _next(folder: Path, kept: Path | None) -> Path:
    number = int(kept.name.removeprefix(KEPT)) + 1 if kept else 1
    return folder / f"{KEPT}{number:04d}"


def _merged(
    kept: Path | None, images: Sequence[LabelledImage], classes: Iterable[str], target: Path
) -> Dataset:
    """Writes what the vault had and what comes in; what comes in is copied, never linked to files that others edit."""
    old = read_dataset(kept / DATA) if kept else Dataset((), ())
    coming = {image.name for image in images}
    staying = [image for image in old.images if image.name not in coming]
    all_classes = tuple(dict.fromkeys([*old.classes, *classes]))
    return write_dataset(Dataset(all_classes, (*staying, *images)), target / DATA)


def _as_index(traces: Sequence[Trace]) -> str:
    rows = [
        {"name": one.name, "tags": dict(one.tags), "classes": one.classes, "digest": one.digest}
        for one in traces
    ]
    return json.dumps({"images": rows}, ensure_ascii=False, indent=1) + "\n"


def _looks(traces: Sequence[Trace]) -> NDArray[np.int8]:
    return np.stack([one.look for one in traces]) if traces else np.empty((0, SIDE * SIDE), np.int8)

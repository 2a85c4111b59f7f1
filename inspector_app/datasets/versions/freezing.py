"""Freezes a split dataset with its vault: whole, or not at all."""

from __future__ import annotations

import os
import shutil
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

from inspector_app.datasets.labelled import Dataset, DatasetError, LabelledImage
from inspector_app.datasets.new_folder import new_folder, write_text
from inspector_app.datasets.one_at_a_time import changing
from inspector_app.datasets.parts import OPEN_PARTS, SPLIT_TAG, Part
from inspector_app.datasets.replacing import finish_replacing
from inspector_app.datasets.splitting.kept_rule import kept_rule
from inspector_app.datasets.store import read_dataset, write_dataset
from inspector_app.datasets.vault.keeping import DATA, frozen_vault, lock_away, newest_kept
from inspector_app.datasets.versions.manifest import (
    MANIFEST,
    FrozenImage,
    Manifest,
    PartFigures,
    hash_of,
    hash_of_file,
)
from inspector_app.datasets.versions.reading import Progress, Version, open_version, version_numbers
from inspector_app.settings.home import Home


@dataclass(frozen=True, slots=True)
class Reason:
    """What changed and why, by whom; and the errors of a check that were open then."""

    note: str
    by: str
    open_errors: Sequence[str] = ()


def freeze(home: Home, name: str, reason: Reason, progress: Progress | None = None) -> Version:
    """Freezes HOME/datasets/NAME and its vault as the next version.

    The manifest comes last and the folder is renamed into place, so what a kill leaves is never listed. Files that the
    parent has as well are shared with it. Raises DatasetError where the set isn't split, nothing changed since the
    parent, or the note is empty.
    """
    if not reason.note.strip():
        raise DatasetError("A version needs a note: what changed, and why.")
    with changing(home, name):
        finish_replacing(home.datasets / name)
        dataset = read_dataset(home.datasets / name)
        _must_be_split(name, dataset)
        numbers = version_numbers(home, name)
        parent = open_version(home, f"{name}@{numbers[-1]}") if numbers else None
        number = numbers[-1] + 1 if numbers else 1
        vault = _freeze_vault(home, name, number)
        try:
            with new_folder(home.frozen / name / str(number)) as unfinished:
                _write(unfinished, dataset, progress)
                files = _hashes(unfinished)
                if parent is not None:
                    _share(unfinished, files, parent)
                contents = _contents(unfinished, files, vault, dataset.classes)
                told = {"dataset": name, "number": number, "split": _rule(home.vaults / name)}
                _seal(unfinished, {**contents, **told}, reason, parent)
        except BaseException:
            shutil.rmtree(vault, ignore_errors=True)
            raise
        return open_version(home, f"{name}@{number}")


def _must_be_split(name: str, dataset: Dataset) -> None:
    without = [image.name for image in dataset.images if image.tags.get(SPLIT_TAG) not in OPEN_PARTS]
    if without or not dataset.images:
        first = (
            f"{len(without)} images are in no part, {without[0]} first" if without else "there are no images"
        )
        raise DatasetError(f"{name}: {first}. Split the dataset, then freeze it.")


def _freeze_vault(home: Home, name: str, number: int) -> Path:
    """The vault of the version: the images that are kept now. What a killed freeze left there is removed."""
    vault = home.vaults / name
    target, kept = frozen_vault(vault, number), newest_kept(vault)
    if kept is None:
        raise DatasetError(f"{name}: it has no vault yet. Split the dataset, then freeze it.")
    shutil.rmtree(target, ignore_errors=True)
    write_dataset(read_dataset(kept / DATA), target, link=True)
    lock_away(target)
    return target


def _write(folder: Path, dataset: Dataset, progress: Progress | None) -> None:
    done = 0
    for part in OPEN_PARTS:
        images = tuple(image for image in dataset.images if image.tags[SPLIT_TAG] == part)
        report = progress and partial(_onward, progress, done, len(dataset.images))
        write_dataset(Dataset(dataset.classes, images), folder / part, progress=report)
        done += len(images)


def _onward(progress: Progress, before: int, total: int, done: int, _of_part: int) -> None:
    progress(before + done, total)


def _share(folder: Path, hashes: Mapping[str, str], parent: Version) -> None:
    """Files that the parent has too become links to its own: versions of a large set differ by little."""
    twins = {digest: parent.folder / name for name, digest in parent.manifest.files.items()}
    for name, digest in hashes.items():
        twin, path = twins.get(digest), folder / name
        if twin is None or not twin.is_file() or hash_of_file(twin) != digest:
            continue
        link = path.with_name(f".{path.name}.link")
        try:
            os.link(twin, link)
        except OSError:
            return  # a file system without links: copies stay
        link.replace(path)


def _contents(
    folder: Path, files: Mapping[str, str], vault: Path, classes: tuple[str, ...]
) -> dict[str, Any]:
    vault_files = _hashes(vault)
    images = {
        image.name: _frozen(image, part, files, folder)
        for part in OPEN_PARTS
        for image in read_dataset(folder / part).images
    }
    for image in read_dataset(vault).images:
        images[image.name] = _frozen(image, Part.VAULT, vault_files, vault)
    parts = {part: _figures([one for one in images.values() if one.part is part]) for part in Part}
    return {"classes": classes, "parts": parts, "images": images, "files": files, "vault_files": vault_files}


def _rule(vault: Path) -> dict[str, Any]:
    rule = kept_rule(vault)
    return asdict(rule) if rule else {}


def _seal(folder: Path, fields: Mapping[str, Any], reason: Reason, parent: Version | None) -> None:
    at = datetime.now(UTC).isoformat(timespec="seconds")
    manifest = Manifest(
        **fields,
        parent=parent.manifest.number if parent else None,
        parent_content=parent.manifest.content if parent else "",
        note=reason.note.strip(),
        by=reason.by,
        at=at,
        open_errors=tuple(reason.open_errors),
    ).sealed()
    if parent is not None and manifest.content == parent.manifest.content:
        raise DatasetError(f"{manifest.dataset}: nothing has changed since version {parent.manifest.number}.")
    write_text(folder / MANIFEST, manifest.model_dump_json(indent=1) + "\n")
    for path in _files(folder):
        path.chmod(0o444)


def _frozen(image: LabelledImage, part: Part, hashes: Mapping[str, str], root: Path) -> FrozenImage:
    labels = [
        {
            "class": label.defect_class,
            "box": label.box.as_tuple(),
            "outlines": label.outlines,
            "attributes": dict(label.attributes),
        }
        for label in image.labels
    ]
    tags = {key: value for key, value in image.tags.items() if key != SPLIT_TAG}
    return FrozenImage(
        part=part,
        image=hashes[image.path.relative_to(root).as_posix()],
        golden=hashes[image.golden.relative_to(root).as_posix()] if image.golden else "",
        labels=hash_of({"labels": labels}),
        tags=hash_of(tags),
        classes=tuple(sorted({label.defect_class for label in image.labels})),
    )


def _figures(images: Sequence[FrozenImage]) -> PartFigures:
    classes = Counter(each for image in images for each in image.classes)
    clean = sum(not image.classes for image in images)
    return PartFigures(images=len(images), clean=clean, classes=dict(sorted(classes.items())))


def _hashes(folder: Path) -> dict[str, str]:
    return {path.relative_to(folder).as_posix(): hash_of_file(path) for path in _files(folder)}


def _files(folder: Path) -> Iterator[Path]:
    return (path for path in sorted(folder.rglob("*")) if path.is_file())

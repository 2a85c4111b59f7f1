"""Writing a model package: hashes, card, and all of it at once or not at all."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import Any

from inspector_app.model_packages.card import Card
from inspector_app.model_packages.package import CARD, ModelPackage, PackageError, open_package, sha256_of
from inspector_app.model_packages.shelf import beside_names, bring_back


def seal_package(work: Path, target: Path, card_fields: dict[str, Any]) -> ModelPackage:
    """Hashes the files in `work`, writes the card beside them and moves the whole to `target`.

    An existing package is replaced only when the new one has been verified. Raises PackageError where it doesn't
    verify, or the target holds something else, and pydantic's ValidationError where the card's fields are off.
    """
    check_target(target)
    files = {
        path.relative_to(work).as_posix(): sha256_of(path)
        for path in sorted(work.rglob("*"))
        if path.is_file() and path.name != CARD
    }
    card = Card(**card_fields, files=files)
    (work / CARD).write_text(card.as_json(), encoding="utf-8")
    open_package(work)
    put_in_place(work, target)
    return open_package(target)


def check_target(target: Path) -> None:
    """Raises PackageError where a package can't be put without removing what is no package."""
    free = not target.exists() or (target / CARD).is_file() or (target.is_dir() and not any(target.iterdir()))
    if not free:
        raise PackageError(f"{target} is there already and no model package; choose another folder")


def put_in_place(work: Path, target: Path) -> None:
    """The folder `work` becomes `target`, whatever package was there before: listed whole or not at all.

    It is brought beside the target under a name that nothing lists, synced, and renamed. A kill before the last rename
    leaves the old package aside, from where whoever looks for packages next brings it back (`shelf.bring_back`).
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    bring_back(target)
    aside, beside = beside_names(target)
    for left_over in (aside, beside):
        shutil.rmtree(left_over, ignore_errors=True)
    shutil.move(work, beside)
    sync_files(beside)
    _exchange(beside, target, aside)
    shutil.rmtree(aside, ignore_errors=True)


def _exchange(beside: Path, target: Path, aside: Path) -> None:
    """Between the renames another process may look for packages and bring the old one back: then once more."""
    for _ in range(3):
        if target.exists():
            target.rename(aside)
        try:
            beside.rename(target)
        except OSError as error:
            refused = error
            if not target.exists():
                break
        else:
            return
    bring_back(target)
    raise refused


def sync_files(folder: Path) -> None:
    """Every file of a folder is on disk when this returns: a rename may be durable before what it names."""
    for path in folder.rglob("*"):
        if path.is_file():
            with path.open("rb+") as file:
                os.fsync(file.fileno())

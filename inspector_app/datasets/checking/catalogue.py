"""Whether people have agreed on what each class is before its images train anything."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from inspector_app.datasets.checking.material import Approvals, Material
from inspector_app.datasets.checking.result import Remark, Weight
from inspector_app.datasets.labelled import DatasetError


def read_approvals(path: Path) -> Approvals:
    """Approvals from a TOML file with a table `[classes.CODE]` a class and `approved_by` in it.

    No such file: nothing is known. Raises DatasetError, naming file and place, for one that can't be read.
    """
    try:
        document = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        return Approvals()
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise DatasetError(f"{path}: the catalogue can't be read: {error}. Correct the file.") from error
    classes = document.get("classes")
    if not isinstance(classes, dict):
        raise DatasetError(f"{path}: there is no table [classes]. Add one with a table for each class.")
    named = {code: _approver(path, code, entry) for code, entry in classes.items()}
    return Approvals(str(path), {code: who for code, who in named.items() if who}, frozenset(named))


def check_catalogue(material: Material) -> Iterator[Remark]:
    """An error for each class whose entry is missing or not approved; a warning where there is no catalogue at all."""
    approvals, by_class = material.approvals, material.by_class()
    if not approvals.source:
        if by_class:
            says = f"No catalogue says who approved {', '.join(by_class)}. Have each entry approved before you train."
            yield material.remark("not-approved", Weight.WARNING, says)
        return
    for name, images in by_class.items():
        if approvals.approved_by.get(name):
            continue
        what = "isn't approved" if name in approvals.entries else "has no entry"
        says = f"{name} {what} in {approvals.source}. Have it approved by the people concerned."
        yield material.remark("not-approved", Weight.ERROR, says, images)


def _approver(path: Path, code: str, entry: Any) -> str:  # noqa: ANN401 - whatever stands in the file
    who = entry.get("approved_by", "") if isinstance(entry, dict) else None
    if not isinstance(who, str):
        raise DatasetError(f"{path}: classes.{code}: approved_by is a name in quotes. Correct it.")
    return who.strip()

"""Every use of a part that decisions must not wear out, written down before the part is handed out.

A line is chained to the one before it by a hash, so that a line taken out or changed is found. What is cut off at the
end, by a power failure while it was written, was never followed by a use: the part is only handed out afterwards.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from inspector_app.datasets.labelled import DatasetError
from inspector_app.datasets.parts import Part
from inspector_app.settings.dataset_figures import DatasetFigures

USES = "uses.jsonl"
_START = "0" * 64


@dataclass(frozen=True, slots=True)
class Use:
    """One use: which part of which version, by what (`evaluate`, `train`), for which model, by whom."""

    part: Part
    version: int
    purpose: str
    model: str = ""
    by: str = ""
    at: str = ""


def record_use(folder: Path, use: Use) -> None:
    """Appends to the log of a dataset's versions, on disk when this returns.

    The caller holds the dataset (`changing`). Raises DatasetError where the log was changed, OSError where it can't be
    written: then the part must not be used.
    """
    path = folder / USES
    whole, before, _ = _read(path)
    row = {**asdict(use), "at": use.at or datetime.now(UTC).isoformat(timespec="seconds"), "before": before}
    line = json.dumps(row, ensure_ascii=False).encode() + b"\n"
    with path.open("r+b" if path.exists() else "xb") as file:
        file.truncate(whole)
        file.seek(whole)
        file.write(line)
        file.flush()
        os.fsync(file.fileno())


def read_uses(folder: Path) -> tuple[Use, ...]:
    """All uses of a dataset's versions, oldest first. Raises DatasetError where the log was changed."""
    return _read(folder / USES)[2]


def count_uses(folder: Path, version: int) -> Mapping[Part, int]:
    """How often each part of a version was used; parts that weren't are not in it."""
    return Counter(use.part for use in read_uses(folder) if use.version == version)


def too_many(counts: Mapping[Part, int], figures: DatasetFigures) -> tuple[str, ...]:
    """A sentence for each part that was used so often that figures on it flatter."""
    limits = {
        Part.VALIDATION: (figures.dataset_validation_uses, "dataset_validation_uses"),
        Part.VAULT: (figures.dataset_vault_uses, "dataset_vault_uses"),
    }
    return tuple(
        f"The {part} part was used {counts[part]} times, more than {figures.source(key)}: what was chosen by it "
        "so often fits it by chance. Collect fresh images for it."
        for part, (most, key) in limits.items()
        if counts.get(part, 0) > most
    )


def uses_for_card(folder: Path, version: int, figures: DatasetFigures) -> dict[str, Any]:
    """What a model's card says of it: uses of each part so far, and the sentences where they are too many."""
    counts = count_uses(folder, version)
    return {
        "validation_uses": counts.get(Part.VALIDATION, 0),
        "test_uses": counts.get(Part.TEST, 0),
        "vault_uses": counts.get(Part.VAULT, 0),
        "warnings": list(too_many(counts, figures)),
    }


def _read(path: Path) -> tuple[int, str, tuple[Use, ...]]:
    """How many bytes are whole lines, the hash of the last of them, and the uses."""
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return 0, _START, ()
    whole = data.rfind(b"\n") + 1
    before, uses = _START, []
    for number, line in enumerate(data[:whole].splitlines(), 1):
        uses.append(_checked(line, before, f"{path}:{number}"))
        before = hashlib.sha256(line).hexdigest()
    return whole, before, tuple(uses)


def _checked(line: bytes, before: str, where: str) -> Use:
    try:
        row = json.loads(line)
        chained = row.pop("before")
        use = Use(**{**row, "part": Part(row["part"])})
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise DatasetError(f"{where}: the record of uses is damaged. Take it from a backup.") from error
    if chained != before:
        raise DatasetError(
            f"{where}: the record of uses was changed: this line doesn't follow the one before it. "
            "Take it from a backup."
        )
    return use

"""Every use of a part that decisions must not wear out, written down before the part is handed out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from inspector_app.datasets.chained_lines import add_chained, read_chained
from inspector_app.datasets.parts import Part
from inspector_app.settings.dataset_figures import DatasetFigures

USES = "uses.jsonl"
_CALLED = "the record of uses"


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
    row = {**asdict(use), "at": use.at or datetime.now(UTC).isoformat(timespec="seconds")}
    add_chained(folder / USES, _CALLED, _use, row)


def read_uses(folder: Path) -> tuple[Use, ...]:
    """All uses of a dataset's versions, oldest first. Raises DatasetError where the log was changed."""
    return read_chained(folder / USES, _CALLED, _use)


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


def _use(row: dict[str, Any]) -> Use:
    return Use(**{**row, "part": Part(row["part"])})

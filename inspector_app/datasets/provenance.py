"""provenance.csv, which the station writes beside exported answers: who said what of each image, as tags."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from pathlib import Path

from inspector_app.datasets.labelled import DatasetError

FILE = "provenance.csv"
TAGS = {
    "lot": "lot",
    "part": "part",
    "inspection": "inspection",
    "view": "view",
    "inspected_at": "inspected_at",
    "verdict": "verdict",
    "rule": "rule",
    "answer": "answer",
    "condition": "condition",
    "person": "answered_by",
    "authenticated": "authenticated",
    "answered_at": "answered_at",
    "reason": "reason",
    "mm_per_px": "mm_per_px",
}
"""Column of the table: tag of the image."""


def read_provenance(folder: Path) -> Mapping[str, Mapping[str, str]]:
    """Tags by the name of an image file; empty where there is no such table."""
    path = folder / FILE
    if not path.is_file():
        return {}
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            return {row["image"]: _tags(row) for row in csv.DictReader(file, strict=True)}
    except KeyError as error:
        raise DatasetError(f"{path}:1: the column {error} is missing.") from error
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise DatasetError(f"{path}: can't be read: {error}.") from error


def _tags(row: Mapping[str, str | None]) -> dict[str, str]:
    found = {tag: _without_quote(row.get(column) or "") for column, tag in TAGS.items()}
    return {"source": "production", **{tag: value for tag, value in found.items() if value}}


def _without_quote(cell: str) -> str:
    """A cell that could be taken for a formula was written with a quote before it."""
    return cell[1:] if cell[:1] == "'" and cell[1:2] in tuple("=+-@\t\r") else cell

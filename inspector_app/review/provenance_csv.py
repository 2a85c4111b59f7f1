"""The table beside an exported dataset: for each image, which part it shows and who said what of it."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Self

from inspector_app.review.labels import LabelledView

COLUMNS = (
    *("image", "boxes", "part", "inspection", "view", "lot", "inspected_at", "verdict", "rule"),
    *("answer", "condition", "person", "authenticated", "answered_at", "defect_class", "reason", "mm_per_px"),
)
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def harmless(cell: str) -> str:
    """A cell that a spreadsheet shows and does not run: what could be a formula gets a leading quote."""
    return f"'{cell}" if cell.startswith(_FORMULA_STARTS) else cell


class ProvenanceFile:
    """Writes the table row by row; use it as a context."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("w", encoding="utf-8", newline="")
        self._writer = csv.writer(self._file)
        self._writer.writerow(COLUMNS)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def add(self, labelled: LabelledView) -> None:
        """One image."""
        inspection, view, answer = labelled.inspection, labelled.view, labelled.answer
        cells = (
            Path(view.image_path or "").name,
            str(len(labelled.defects)),
            str(inspection.number),
            inspection.inspection_id,
            view.view,
            inspection.lot or "",
            inspection.at.isoformat(),
            inspection.outcome.value,
            inspection.rule.value,
            answer.answer.value,
            answer.condition.value,
            answer.person,
            "yes" if answer.authenticated else "no",
            answer.at.isoformat(),
            answer.defect_class or "",
            answer.reason or "",
            repr(view.mm_per_px),
        )
        self._writer.writerow([harmless(cell) for cell in cells])

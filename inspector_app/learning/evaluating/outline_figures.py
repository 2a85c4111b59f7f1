"""How well outlines are found: lengths, areas and masks of findings against the labels that they belong to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from inspector_app.boards import Defect
from inspector_app.domain.finding import Finding
from inspector_app.domain.recipe import Recipe
from inspector_app.imaging import mask_of_outlines
from inspector_app.imaging.masks import joined_masks
from inspector_app.learning.evaluating.examined_boards import ExaminedBoard, counted
from inspector_app.learning.evaluating.matching import match


@dataclass(frozen=True, slots=True)
class OutlinePair:
    """A finding that counts and the labelled defect that it found: lengths in mm, areas, and the area of both."""

    length: float
    true_length: float
    area_px: int
    true_area_px: int
    shared_px: int

    @property
    def iou(self) -> float:
        """Intersection over union of both masks, 0 to 1."""
        return self.shared_px / (self.area_px + self.true_area_px - self.shared_px)


def outline_figures(boards: Sequence[ExaminedBoard], recipe: Recipe) -> dict[str, Any]:
    """What a card says of outlines; nothing of a network that gives none, or where no label has one.

    Only of defects that were found: whether they are found is what recall says. Errors of length and area are shares
    of the true ones; off is signed (above 0: found too large), error is not.
    """
    pairs = [pair for board in boards for pair in outline_pairs(board, recipe)]
    if not pairs:
        return {}
    lengths = np.array([pair.length / pair.true_length - 1 for pair in pairs])
    areas = np.array([pair.area_px / pair.true_area_px - 1 for pair in pairs])
    millimetres = np.array([pair.length - pair.true_length for pair in pairs])
    ious = np.array([pair.iou for pair in pairs])
    return {
        "outlines": {
            "n": len(pairs),
            "length_error_mm": _spread(np.abs(millimetres)),
            "length_error": _spread(np.abs(lengths)),
            "length_off": float(np.median(lengths)),
            "area_error": _spread(np.abs(areas)),
            "area_off": float(np.median(areas)),
            "mask_iou": {"median": float(np.median(ious)), "p5": float(np.percentile(ious, 5))},
        }
    }


def outline_pairs(board: ExaminedBoard, recipe: Recipe) -> Iterator[OutlinePair]:
    """Of findings with an outline, each with the labelled defect of its class that it found."""
    for one in match(counted(board.findings, recipe), board.defects, board.iou):
        if (
            one.finding is not None
            and one.defect is not None
            and one.finding.outlines
            and one.defect.outlines
        ):
            yield _pair(one.finding, one.defect)


def _pair(finding: Finding, defect: Defect) -> OutlinePair:
    found, true = mask_of_outlines(finding.outlines), mask_of_outlines(defect.outlines)
    either = joined_masks([found, true]).area_px
    return OutlinePair(
        length=finding.size_mm,
        true_length=defect.size_mm,
        area_px=found.area_px,
        true_area_px=true.area_px,
        shared_px=found.area_px + true.area_px - either,
    )


def _spread(values: np.ndarray[tuple[int, ...], np.dtype[np.float64]]) -> dict[str, float]:
    return {"median": float(np.median(values)), "p95": float(np.percentile(values, 95))}

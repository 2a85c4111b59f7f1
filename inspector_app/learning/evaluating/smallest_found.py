"""From which size on a model finds a defect, measured on validation boards."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from inspector_app.domain.finding import Finding
from inspector_app.learning.evaluating.examined_boards import ExaminedBoard
from inspector_app.model_packages.card import Thresholds

WANTED_RECALL = 0.9
LARGEST_PX = 45.0
"""What a class gets that is never found well: the generator draws none larger."""

FLOOR_PX = 8.0
"""The stride of the network's finest output: below it nothing is promised."""

_SAME_PLACE_IOU = 0.5


def smallest_found_px(
    boards: Sequence[ExaminedBoard],
    thresholds: Mapping[str, Thresholds],
    mm_per_px: float,
    largest_px: float = LARGEST_PX,
) -> dict[str, float]:
    """The long side of each class, in px, from which nine of ten defects are found; largest_px where none is.

    A defect is found where a finding lies on it that fails the part or asks a person, of whatever class. Recall
    is taken to rise with size, and fitted so; it is no other model of it.
    """
    return {code: _smallest(_sizes(boards, code, thresholds, mm_per_px), largest_px) for code in thresholds}


def _sizes(
    boards: Sequence[ExaminedBoard], code: str, thresholds: Mapping[str, Thresholds], mm_per_px: float
) -> list[tuple[float, bool]]:
    """Size in px and whether it was found, for each true defect of the class."""
    return [
        (
            defect.size_mm / mm_per_px,
            any(
                one.box.iou(defect.box) >= _SAME_PLACE_IOU
                for one in board.findings
                if _counts(one, thresholds)
            ),
        )
        for board in boards
        for defect in board.defects
        if defect.code == code
    ]


def _counts(finding: Finding, thresholds: Mapping[str, Thresholds]) -> bool:
    return finding.score >= thresholds[finding.defect_class].review_from


def _smallest(defects: Sequence[tuple[float, bool]], largest_px: float) -> float:
    """The first size at which the fitted recall is as wanted."""
    ordered = sorted(defects)
    fitted = rising_fit([float(hit) for _, hit in ordered])
    if fitted and fitted[0] >= WANTED_RECALL:
        return FLOOR_PX  # the smallest that there are are found
    found = (px for (px, _), recall in zip(ordered, fitted, strict=True) if recall >= WANTED_RECALL)
    return max(round(next(found, largest_px), 1), FLOOR_PX)


def rising_fit(values: Sequence[float]) -> list[float]:
    """The rising sequence that is nearest to the values by least squares (isotonic regression).

    Pool adjacent violators, Ayer et al., "An empirical distribution function for sampling with incomplete
    information", Annals of Mathematical Statistics 26 (1955) 641-647.
    """
    pools: list[tuple[float, int]] = []
    for value in values:
        mean, count = value, 1
        while pools and pools[-1][0] >= mean:
            before, weight = pools.pop()
            mean, count = (before * weight + mean * count) / (weight + count), weight + count
        pools.append((mean, count))
    return [mean for mean, count in pools for _ in range(count)]

"""Which findings are right: each pairs with at most one true defect of its class."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from inspector_app.boards import Defect
from inspector_app.domain.finding import Finding


@dataclass(frozen=True, slots=True)
class Match:
    """A finding and the true defect that it found; one of both is None for a false call or an escape."""

    finding: Finding | None
    defect: Defect | None


def match(findings: Sequence[Finding], defects: Sequence[Defect], iou: float = 0.5) -> list[Match]:
    """Pairs by falling score, each with the free defect of its class that overlaps most, by at least `iou`."""
    free = list(defects)
    matches = []
    for finding in sorted(findings, key=lambda one: -one.score):
        same = [defect for defect in free if defect.code == finding.defect_class]
        best = max(same, key=lambda defect: finding.box.iou(defect.box), default=None)
        if best is not None and finding.box.iou(best.box) >= iou:
            free.remove(best)
            matches.append(Match(finding, best))
        else:
            matches.append(Match(finding, None))
    return matches + [Match(None, defect) for defect in free]


def average_precision(matches: Sequence[Match]) -> float | None:
    """Area under the precision-recall curve of one class, precision made monotone (as PASCAL VOC does since 2010).

    None where there is no true defect of the class.
    """
    wanted = sum(one.defect is not None for one in matches)
    if not wanted:
        return None
    found = sorted((one for one in matches if one.finding is not None), key=lambda one: -_score(one))
    hits = np.cumsum([one.defect is not None for one in found])
    if not len(hits):
        return 0.0
    recall = np.concatenate(([0.0], hits / wanted))
    precision = np.concatenate((hits / np.arange(1, len(hits) + 1), [0.0]))
    envelope = np.maximum.accumulate(precision[::-1])[::-1]
    return float(np.sum(np.diff(recall) * envelope[:-1]))


def best_f(matches: Sequence[Match]) -> tuple[float, float]:
    """The best F-score over all thresholds, and the threshold that gives it; (0, 1) where nothing is right."""
    wanted = sum(one.defect is not None for one in matches)
    found = sorted((one for one in matches if one.finding is not None), key=lambda one: -_score(one))
    hits = np.cumsum([one.defect is not None for one in found])
    if not wanted or not len(hits):
        return 0.0, 1.0
    f_scores = 2 * hits / (np.arange(1, len(hits) + 1) + wanted)
    best = int(np.argmax(f_scores))
    return float(f_scores[best]), _score(found[best])


def _score(one: Match) -> float:
    return one.finding.score if one.finding is not None else 0.0

"""Weighted boxes fusion: what several networks found on one input becomes one list.

After Solovyev, Wang, Gabruseva, "Weighted boxes fusion: Ensembling boxes from different object detection models",
Image and Vision Computing 107 (2021), arXiv:1910.13302. Boxes of one class that lie on each other are averaged, each
by its score times its network's weight. The score is the weighted mean over all networks, those that found nothing
counting 0: the paper's scaling by how many agree. Where a network has several boxes in one average, its best counts;
the paper counts them all, and with unequal weights its scores can rise above 1.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from inspector_app.imaging.decoding import Detections
from inspector_app.imaging.proposals import overlaps

FUSION_IOU = 0.55
"""The paper's: boxes of one class that overlap more are one defect."""


def fuse(found: Sequence[Detections], weights: Sequence[float], *, iou: float = FUSION_IOU) -> Detections:
    """One list, by falling score, of what each network found, in px of the input that all were given.

    found: a network's own detections, suppressed, classes as numbers of one common list. weights: above 0, one a
    network. Raises ValueError for another number of weights. The order of the networks makes no difference, and one
    alone keeps its answer where none of its boxes overlap by more than `iou`.
    """
    if len(found) != len(weights) or not weights or min(weights) <= 0:
        raise ValueError(f"fusion: {len(found)} networks need as many weights above 0, not {list(weights)}")
    sources = _Sources(found, weights)
    fused = _Fused(len(sources), len(found))
    for index in range(len(sources)):
        fused.add(sources, index, iou)
    return fused.detections(math.fsum(weights))


def as_output(found: Detections, class_count: int) -> NDArray[np.float32]:
    """(1, 4 + C, N) as a detector's raw output: centre x, centre y, width, height in px, then C class scores."""
    rows = np.zeros((len(found), 4 + class_count), np.float32)
    rows[:, :2] = (found.boxes[:, :2] + found.boxes[:, 2:]) / 2
    rows[:, 2:4] = found.boxes[:, 2:] - found.boxes[:, :2]
    rows[np.arange(len(found)), 4 + found.classes] = found.scores
    return np.ascontiguousarray(rows.T[None])


class _Sources:
    """The boxes of all networks, the strongest first; equal ones by their edges, not by whose they are."""

    def __init__(self, found: Sequence[Detections], weights: Sequence[float]) -> None:
        strengths = np.concatenate(
            [one.scores.astype(np.float64) * weight for one, weight in zip(found, weights, strict=True)]
        )
        boxes = np.concatenate([one.boxes for one in found])
        classes = np.concatenate([one.classes for one in found])
        networks = np.repeat(np.arange(len(found)), [len(one) for one in found])
        order = np.lexsort((*boxes.T, classes, -strengths))
        order = order[strengths[order] > 0]
        self.strengths, self.boxes = strengths[order], boxes[order]
        self.classes, self.networks = classes[order], networks[order]

    def __len__(self) -> int:
        return len(self.strengths)


class _Fused:
    """The averages so far; room for as many as there are boxes."""

    def __init__(self, room: int, networks: int) -> None:
        self._count = 0
        self._boxes = np.zeros((room, 4), np.float32)
        self._sums = np.zeros((room, 4))
        self._weights = np.zeros(room)
        self._scores = np.zeros(room)
        self._classes = np.zeros(room, np.intp)
        self._has = np.zeros((room, networks), bool)

    def add(self, sources: _Sources, index: int, iou: float) -> None:
        """The box goes into the average that it overlaps most, or begins one."""
        box, strength, network = sources.boxes[index], sources.strengths[index], sources.networks[index]
        at = self._place(box, sources.classes[index], iou)
        self._sums[at] += strength * box
        self._weights[at] += strength
        self._boxes[at] = self._sums[at] / self._weights[at]
        if not self._has[at, network]:  # boxes come by falling score: a network's first one is its best
            self._scores[at] += strength
            self._has[at, network] = True

    def detections(self, whole: float) -> Detections:
        """The averages by falling score. whole: the weights of all networks together."""
        scores = np.minimum(self._scores[: self._count] / whole, 1).astype(np.float32)
        order = np.argsort(-scores, kind="stable")
        return Detections(self._boxes[order], scores[order], self._classes[order])

    def _place(self, box: NDArray[np.float32], box_class: int, iou: float) -> int:
        so_far = slice(self._count)
        if self._count:
            shared = overlaps(box[None], self._boxes[so_far])[0] * (self._classes[so_far] == box_class)
            best = int(shared.argmax())
            if shared[best] > iou:
                return best
        self._classes[self._count] = box_class
        self._count += 1
        return self._count - 1

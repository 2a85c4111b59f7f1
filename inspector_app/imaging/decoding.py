"""From the raw output of a YOLOv8 network to boxes."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

_MOST_CANDIDATES = 600  # more overlapping anchors than this above the score is a broken network, not a board


class DecodingError(ValueError):
    """The network's output is not what this decoder reads: wrong shape, or not numbers."""


@dataclass(frozen=True, slots=True, eq=False)
class Detections:
    """N boxes, by falling score."""

    boxes: NDArray[np.float32]  # (N, 4) left, top, right, bottom, px of the network's input
    scores: NDArray[np.float32]  # (N,) 0 to 1
    classes: NDArray[np.intp]  # (N,) index in the model's class list

    def __len__(self) -> int:
        return len(self.scores)


def decode(
    output: NDArray[np.float32],
    *,
    min_score: float,
    iou: float = 0.5,
    max_findings: int = 100,
    class_count: int | None = None,
) -> Detections:
    """Boxes of an output (1, 4 + C, A): centre x, centre y, width, height in px, then C class scores.

    Suppression ignores the class: one spot of a board is one defect, so where two classes claim boxes that
    overlap by more than `iou` the better score wins. Raises DecodingError for another shape, another number
    of classes (where `class_count` is given), NaN or infinity, or a box of negative size.
    """
    _check(output, class_count)
    scores = output[0, 4:]
    best = scores.max(axis=0)
    chosen = np.flatnonzero(best >= min_score)
    chosen = chosen[np.argsort(-best[chosen], kind="stable")][:_MOST_CANDIDATES]
    boxes = output[0, :4, chosen].astype(np.float32)
    if (boxes[:, 2:] < 0).any():  # its size would be below every tolerance
        raise DecodingError("network output: a box is turned inside out")
    boxes[:, :2] -= boxes[:, 2:] / 2
    kept = _suppress(boxes, best[chosen], iou)[:max_findings]
    boxes, chosen = boxes[kept], chosen[kept]
    boxes[:, 2:] += boxes[:, :2]
    return Detections(boxes, best[chosen].astype(np.float32), scores[:, chosen].argmax(axis=0))


def _check(output: NDArray[np.float32], class_count: int | None) -> None:
    if output.ndim != 3 or output.shape[0] != 1 or output.shape[1] < 5:
        raise DecodingError(f"network output: expected shape (1, 4 + classes, anchors), got {output.shape}")
    if class_count is not None and output.shape[1] != 4 + class_count:
        raise DecodingError(f"network output: {output.shape[1] - 4} classes, the model has {class_count}")
    if not np.isfinite(output).all():
        raise DecodingError("network output: contains NaN or infinity")


def _suppress(boxes: NDArray[np.float32], scores: NDArray[np.float32], iou: float) -> NDArray[np.intp]:
    """Indices to keep of boxes (corner and size) sorted by score: greedy non-maximum suppression."""
    # lists, since OpenCV takes them six times faster than arrays here
    return np.array(cv2.dnn.NMSBoxes(boxes.tolist(), scores.tolist(), 0.0, iou), np.intp)

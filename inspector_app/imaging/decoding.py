"""From the raw output of a YOLOv8 network to boxes, and to what each of them covers where the network says so."""

from __future__ import annotations

from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray

from inspector_app.domain.geometry import Box
from inspector_app.imaging.masks import Mask, mask_from_prototypes

_MOST_CANDIDATES = 600  # more overlapping anchors than this above the score is a broken network, not a board


class DecodingError(ValueError):
    """The network's output is not what this decoder reads: wrong shape, or not numbers."""


@dataclass(frozen=True, slots=True, eq=False)
class Detections:
    """N boxes, by falling score; masks: what each covers, None of a network that gives boxes only."""

    boxes: NDArray[np.float32]  # (N, 4) left, top, right, bottom, px of the network's input
    scores: NDArray[np.float32]  # (N,) 0 to 1
    classes: NDArray[np.intp]  # (N,) index in the model's class list
    masks: tuple[Mask, ...] | None = None

    def __len__(self) -> int:
        return len(self.scores)


@dataclass(frozen=True, slots=True, eq=False)
class OutlinedOutput:
    """What a network says that gives outlines; stride: px of its input that one place of a prototype stands for."""

    candidates: NDArray[np.float32]  # (1, 4 + classes + K, anchors)
    prototypes: NDArray[np.float32]  # (1, K, height, width)
    stride: int


RawOutput = NDArray[np.float32] | OutlinedOutput
"""Of a network that gives boxes, (1, 4 + classes, anchors), or of one that gives outlines as well."""


def decode(
    output: RawOutput,
    *,
    min_score: float,
    iou: float = 0.5,
    max_findings: int = 100,
    class_count: int | None = None,
) -> Detections:
    """Boxes of an output (1, 4 + C, A): centre x, centre y, width, height in px, then C class scores.

    Suppression ignores the class: one spot of a board is one defect, so where two classes claim boxes that
    overlap by more than `iou` the better score wins. Masks are made of the boxes that stay. Raises DecodingError for
    another shape, another number of classes (where `class_count` is given), NaN or infinity, or a box of negative size.
    """
    if isinstance(output, OutlinedOutput):
        return _decode_outlined(output, min_score, iou, max_findings, class_count)
    return _decode_boxes(output, min_score, iou, max_findings, class_count)[0]


def _decode_boxes(
    output: NDArray[np.float32], min_score: float, iou: float, max_findings: int, class_count: int | None
) -> tuple[Detections, NDArray[np.intp]]:
    """The boxes, and the anchor of each."""
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
    found = Detections(boxes, best[chosen].astype(np.float32), scores[:, chosen].argmax(axis=0))
    return found, chosen


def _decode_outlined(
    output: OutlinedOutput, min_score: float, iou: float, max_findings: int, class_count: int | None
) -> Detections:
    prototypes, first = output.prototypes, output.candidates.shape[1] - output.prototypes.shape[1]
    found, anchors = _decode_boxes(output.candidates[:, :first], min_score, iou, max_findings, class_count)
    coefficients = output.candidates[0, first:, anchors]
    if len(found) and not np.isfinite([coefficients.sum(), prototypes.sum()]).all():
        raise DecodingError("network output: masks contain NaN or infinity")
    masks = tuple(
        mask_from_prototypes(prototypes[0], one, Box(*box.tolist()), output.stride)
        for one, box in zip(coefficients, found.boxes, strict=True)
    )
    return replace(found, masks=masks)


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

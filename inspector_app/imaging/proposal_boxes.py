"""From what the network says of each crop to boxes in the planes, one a defect."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from inspector_app.imaging.decoding import DecodingError
from inspector_app.imaging.proposals import overlaps

_SAME_IOU = 0.4  # boxes that overlap more are one defect; chosen on held-out groups
_LEAST_SCORE = 0.005  # what scores less in every class is no finding, and need not be compared


def judged_boxes(answers: NDArray[np.float32], windows: NDArray[np.int32]) -> NDArray[np.float32]:
    """(1, 4 + C, M) of answers (N, 4 + C) and windows (N, 3): centre, size in px of the planes, scores a class.

    An answer's first four are the box's edges, 0 to 1 across its window. The shape is that of a detector's raw
    output, so everything after the network is one code for all families. Of boxes of one spot, the surest stays.
    Raises DecodingError where an answer is not finite.
    """
    if not np.isfinite(answers).all():
        raise DecodingError("network output: contains NaN or infinity")
    best = answers[:, 4:].max(axis=1, initial=0)
    order = np.argsort(-best, kind="stable")
    order = order[best[order] >= _LEAST_SCORE]
    answers, windows = answers[order], windows[order]
    edges = answers[:, :4] * windows[:, 2:3] + np.tile(windows[:, :2], 2)
    low, high = np.minimum(edges[:, :2], edges[:, 2:]), np.maximum(edges[:, :2], edges[:, 2:])
    kept = _surest(np.concatenate([low, high], axis=1).astype(np.float32))
    rows = np.concatenate([(low + high) / 2, high - low, answers[:, 4:]], axis=1)[kept]
    return np.ascontiguousarray(rows.T[None], dtype=np.float32)


def _surest(boxes: NDArray[np.float32]) -> NDArray[np.intp]:
    """Indices of boxes, sorted by falling score, that no surer one claims."""
    alike = overlaps(boxes, boxes) > _SAME_IOU
    claimed = np.zeros(len(boxes), bool)
    kept = []
    for index in range(len(boxes)):
        if not claimed[index]:
            kept.append(index)
            claimed |= alike[index]
    return np.array(kept, np.intp)

"""From what the network says of each crop to boxes in the planes, one a defect."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from inspector_app.imaging.decoding import DecodingError
from inspector_app.imaging.proposals import overlaps, shared_areas

# chosen on held-out groups
_SAME_IOU = 0.3  # boxes that overlap more are one defect
_PIECE = 0.5  # a box of which more than this lies in one that was kept is a piece of it
_HULL = 0.9  # a box that more than this of one that was kept lies in is only a wider view of it
_WHOLE_FIRST = 0.3  # power of the area that weighs beside the score: the whole comes before its pieces
_LEAST_SCORE = 0.005  # what scores less in every class is no finding, and need not be compared


def judged_boxes(answers: NDArray[np.float32], windows: NDArray[np.int32]) -> NDArray[np.float32]:
    """(1, 4 + C, M) of answers (N, 4 + C) and windows (N, 3): centre, size in px of the planes, scores a class.

    An answer's first four are the box's edges, 0 to 1 across its window. The shape is that of a detector's raw
    output, so everything after the network is one code for all families. Of boxes of one spot one stays.
    Raises DecodingError where an answer is not finite.
    """
    if not np.isfinite(answers).all():
        raise DecodingError("network output: contains NaN or infinity")
    best = answers[:, 4:].max(axis=1, initial=0)
    possible = best >= _LEAST_SCORE
    answers, windows, best = answers[possible], windows[possible], best[possible]
    edges = answers[:, :4] * windows[:, 2:3] + np.tile(windows[:, :2], 2)
    low, high = np.minimum(edges[:, :2], edges[:, 2:]), np.maximum(edges[:, :2], edges[:, 2:])
    kept = _one_a_defect(np.concatenate([low, high], axis=1).astype(np.float32), best)
    rows = np.concatenate([(low + high) / 2, high - low, answers[:, 4:]], axis=1)[kept]
    return np.ascontiguousarray(rows.T[None], dtype=np.float32)


def _one_a_defect(boxes: NDArray[np.float32], scores: NDArray[np.float32]) -> NDArray[np.intp]:
    """Indices of the boxes that stay: of those that claim one spot, the surest, or the whole before its pieces."""
    areas = np.maximum(np.prod(boxes[:, 2:] - boxes[:, :2], axis=1), 1e-6)
    shared = shared_areas(boxes, boxes)
    piece, hull = shared / areas[None, :] > _PIECE, shared / areas[:, None] > _HULL
    smaller = areas[None, :] <= areas[:, None]
    claims = (overlaps(boxes, boxes) > _SAME_IOU) | np.where(smaller, piece, hull)
    claimed = np.zeros(len(boxes), bool)
    kept = []
    for index in np.argsort(-scores * areas**_WHOLE_FIRST, kind="stable"):
        if not claimed[index]:
            kept.append(index)
            claimed |= claims[index]
    return np.array(kept, np.intp)

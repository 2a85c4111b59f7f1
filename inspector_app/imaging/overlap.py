"""How much of a golden a picture still shows: what has moved out of the frame was not inspected."""

from __future__ import annotations

import numpy as np

from inspector_app.imaging.arrays import Matrix


def lost_px(matrix: Matrix, width: int, height: int) -> float:
    """How far the golden's farthest corner lies beyond the frame, in px; 0 where none does.

    matrix: (2, 3) golden px -> image px; golden and image are width x height.
    """
    corners = np.array([[0, 0], [width - 1, 0], [width - 1, height - 1], [0, height - 1]], np.float64)
    moved = corners @ matrix[:, :2].T + matrix[:, 2]
    beyond = np.maximum(-moved, moved - [width - 1, height - 1])
    return max(0.0, float(beyond.max()))

"""The golden brought into the image's frame: turned copies are kept, and only shifted for each image.

Turning 640 x 640 px costs half a millisecond, shifting by a fraction of a pixel a tenth of that. Fixtures
repeat themselves within a degree, so the same few angles come again and again. The angle is rounded to a step
that moves no corner by more than 0.2 px, whether the copy is there already or not: the same image always
gives the same answer.
"""

from __future__ import annotations

import math
import threading
from collections import OrderedDict

import cv2
import numpy as np

from inspector_app.imaging.arrays import Gray, Matrix

_CORNER_STEP = 0.4  # px that a corner moves from one kept angle to the next
_MOST_OFF = 0.3  # px that a corner may be off, a change of scale included, before the golden is warped afresh
_MOST_KEPT = 24  # angles; a fixture repeats itself within a degree, and so the memory soon stays as it is
_LEAST_KEPT = 12  # with room for fewer, making them would cost more than they save
_ROOM_BYTES = 32_000_000


class TurnedGoldens:
    """Copies of one golden at the angles met lately; may be used from several threads."""

    def __init__(self, golden: Gray) -> None:
        height, width = golden.shape
        self._golden = golden
        self._radius = math.hypot(width, height) / 2
        self._step = _CORNER_STEP / self._radius
        self._most = min(_ROOM_BYTES // golden.size, _MOST_KEPT)
        self._kept: OrderedDict[int, Gray] = OrderedDict()
        self._lock = threading.Lock()

    def in_frame(self, matrix: Matrix) -> Gray:
        """The golden under the transform golden -> image, (H, W); its edge pixels go on beyond its edges."""
        height, width = self._golden.shape
        index = round(math.atan2(matrix[1, 0], matrix[0, 0]) / self._step)
        turn = self._step * index
        off = math.hypot(matrix[0, 0] - math.cos(turn), matrix[1, 0] - math.sin(turn)) * self._radius
        if off > _MOST_OFF or self._most < _LEAST_KEPT:
            return _warp(self._golden, matrix, (width, height), cv2.INTER_LINEAR)
        centre = np.array([(width - 1) / 2, (height - 1) / 2])
        taken_from = 2 * centre + self._margin(index) - (matrix[:, :2] @ centre + matrix[:, 2])
        shifted = cv2.getRectSubPix(self._turned(index), (width, height), taken_from.tolist())
        return np.asarray(shifted, np.uint8)

    def _margin(self, index: int) -> int:
        """How many px a corner may turn out of the frame, from where a shift can bring it back."""
        return math.ceil(self._radius * self._step * abs(index)) + 2

    def _turned(self, index: int) -> Gray:
        """The golden turned about its centre, with the margin all around."""
        with self._lock:
            if index in self._kept:
                self._kept.move_to_end(index)
                return self._kept[index]
        height, width = self._golden.shape
        margin = self._margin(index)
        degrees = -math.degrees(self._step * index)
        turn = cv2.getRotationMatrix2D(((width - 1) / 2, (height - 1) / 2), degrees, 1.0)
        turn[:, 2] += margin
        size = (width + 2 * margin, height + 2 * margin)
        # cubic, since the shift that follows is linear and softens once more
        turned = _warp(self._golden, np.asarray(turn, np.float64), size, cv2.INTER_CUBIC)
        with self._lock:
            self._kept[index] = turned
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)
        return turned


def _warp(golden: Gray, matrix: Matrix, size: tuple[int, int], interpolation: int) -> Gray:
    warped = cv2.warpAffine(golden, matrix, size, flags=interpolation, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(warped, np.uint8)

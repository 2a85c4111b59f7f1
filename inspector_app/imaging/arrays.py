"""Names for the kinds of arrays that travel through this package."""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Gray: TypeAlias = NDArray[np.uint8]  # (H, W)
Image: TypeAlias = NDArray[np.uint8]  # (H, W) or (H, W, 3) BGR
FloatPlane: TypeAlias = NDArray[np.float32]  # (H, W)
Floats: TypeAlias = NDArray[np.float64]
Matrix: TypeAlias = NDArray[np.float64]  # (2, 3), maps (x, y) of one picture to another

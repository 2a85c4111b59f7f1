"""One image of one view."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import numpy as np
import numpy.typing as npt

Image = npt.NDArray[np.uint8]
"""Gray (H, W) or BGR (H, W, 3), 8 bits a channel."""


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """One image of a view, with the device's frame id and both clocks.

    captured_at is UTC; monotonic_s is the host's monotonic clock, for deadlines. A folder camera may bring
    the golden that belongs to this very frame; otherwise the recipe's golden is used.
    """

    view: str
    device_frame_id: int
    image: Image
    captured_at: datetime
    monotonic_s: float
    golden: Image | None = None

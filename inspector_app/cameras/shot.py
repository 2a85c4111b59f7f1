"""One exposure, as a camera gives it, before it has a place in the ring."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from inspector_app.cameras.undeveloped import Undeveloped
from inspector_app.domain.frame import Image


@dataclass(frozen=True, slots=True, eq=False)
class Shot:
    """Image, device frame id and both clocks; a folder camera may bring the golden of this very image.

    defects: what a simulated camera knows to be really there: (class, size in mm); None where nobody knows.
    """

    image: Image | Undeveloped
    device_frame_id: int
    captured_at: datetime
    monotonic_s: float
    golden: Image | None = None
    defects: tuple[tuple[str, float], ...] | None = None
    dropped: int = 0
    """How many frames the camera has given to no part so far; their ids are explained by it."""

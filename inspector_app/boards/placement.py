"""Where on a board a defect of a class may be tried; the shape then decides what becomes of it there."""

from __future__ import annotations

import numpy as np

from inspector_app.boards.layers import Bool, Layers


def places_for(layers: Layers, code: str, size: float) -> Bool:
    """Pixels of the canvas (1x) at which a defect of this class, `size` px long, may be tried."""
    if code == "pinhole":
        return np.asarray(layers.inside >= min(size * 0.32, 12) + 2, np.bool_)
    if code == "spurious_copper":
        return np.asarray(layers.outside >= min(size * 0.32, 12) + 3, np.bool_)
    return {"mousebite": layers.rims, "spur": layers.rims, "open": layers.spines, "short": layers.gaps}[code]

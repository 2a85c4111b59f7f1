"""Pixels that still lie in the driver's buffer: their one copy is the one that makes them an image in the ring."""

from __future__ import annotations

from typing import Protocol

import numpy as np

from inspector_app.domain.frame import Image


class Undeveloped(Protocol):
    """Good until its camera is asked for anything else: then the driver has its buffer back."""

    @property
    def shape(self) -> tuple[int, ...]:
        """Of the image that it becomes: (H, W) gray or (H, W, 3) BGR."""

    def develop(self, target: Image) -> None:
        """Writes the image into a writable array of this shape, straight from the driver's buffer."""


def developed(image: Image | Undeveloped) -> Image:
    """The image itself, for whoever has no ring to put it into."""
    if isinstance(image, np.ndarray):
        return image
    target: Image = np.empty(image.shape, np.uint8)
    image.develop(target)
    return target

"""Gains by which a gray card comes out gray.

Each channel is scaled by a factor of its own, after J. von Kries (1902); green stays as it is, as in cameras'
BalanceRatio (GenICam SFNC), so that the exposure keeps its meaning.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from inspector_app.imaging.arrays import Image

_DARKEST, _BRIGHTEST = 30.0, 235.0
_MOST_UNEVEN = 0.25
_SIDE = 0.5


class GrayCardError(Exception):
    """The picture shows no usable gray card; the message says what to do."""


@dataclass(frozen=True, slots=True)
class ColourGains:
    """By how much red and blue are to be multiplied, relative to now; and how far off gray the card was."""

    red: float
    blue: float
    cast: float
    """Largest difference of a channel's mean from green's, as a share of green's."""


def gray_card_gains(image: Image) -> ColourGains:
    """From a picture (H, W, 3) BGR uint8 whose middle half shows a gray card alone; raises GrayCardError."""
    if image.ndim != 3:
        raise GrayCardError("the camera gives gray pictures: there is no white balance to set")
    height, width = image.shape[:2]
    top, left = int(height * (1 - _SIDE) / 2), int(width * (1 - _SIDE) / 2)
    card = image[top : height - top, left : width - left].reshape(-1, 3).astype(np.float64)
    blue, green, red = card.mean(axis=0).tolist()
    _check(card, min(blue, green, red), max(blue, green, red))
    cast = max(abs(red / green - 1), abs(blue / green - 1))
    return ColourGains(red=green / red, blue=green / blue, cast=cast)


def _check(card: np.ndarray[tuple[int, ...], np.dtype[np.float64]], lowest: float, highest: float) -> None:
    if lowest < _DARKEST or highest > _BRIGHTEST:
        raise GrayCardError(
            f"the card's channels lie between {lowest:.0f} and {highest:.0f} of 255: set the exposure so that all are "
            f"between {_DARKEST:.0f} and {_BRIGHTEST:.0f}"
        )
    uneven = float((card.std(axis=0) / card.mean(axis=0)).max())
    if uneven > _MOST_UNEVEN:
        raise GrayCardError(
            f"the middle of the picture is not one even surface (it varies by {uneven:.0%}): fill it with the gray card"
        )

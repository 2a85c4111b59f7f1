"""Reads what a person is shown of a part: its picture, the golden laid over it, their difference. In a worker."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from inspector_app.domain.frame import Image
from inspector_app.domain.messages import ViewImage
from inspector_app.domain.part import heat_map_path
from inspector_app.ui.pictures.picture import Picture, to_picture

if TYPE_CHECKING:
    from inspector_app.imaging.reference import Reference

_DIFFERENCE_GAIN = 2.5
_TINT_FROM = 64  # half the limit, in the units of a heat map
_MOST_TINT = 0.75
_ORANGE_BGR = (0, 159, 230)


@dataclass(frozen=True, slots=True, eq=False)
class LoadedView:
    """All pictures of one view of one part; None where there is none, and then why in a sentence."""

    view: str
    picture: Picture | None
    golden: Picture | None
    difference: Picture | None
    error: str = ""
    golden_note: str = ""
    heated: bool = False
    """Whether the difference is tinted where the view is unlike the good parts."""

    @property
    def size_bytes(self) -> int:
        """Memory that its pictures take."""
        pictures = (self.picture, self.golden, self.difference)
        return sum(picture.size_bytes for picture in pictures if picture is not None)


def load_view(home: Path, view: ViewImage) -> LoadedView:
    """Reads and prepares the pictures of a view. Never raises: what can't be read is said in words."""
    image, error = _read(home, view.image_path, "No picture was kept of this view.")
    golden, golden_error = _read(home, view.golden_path, "No golden for this view.")
    heat = _read_heat(home, view.image_path)
    note = golden_error
    if image is not None and golden is not None:
        golden, note = _lay_over(image, golden, f"{view.golden_path}")
    return LoadedView(
        view.view,
        None if image is None else to_picture(image),
        None if golden is None else to_picture(golden),
        _hot_picture(image, heat) if heat is not None and note else _difference(image, golden, heat),
        error,
        note,
        heat is not None,
    )


def _read(home: Path, path: str | None, missing: str) -> tuple[Image | None, str]:
    # cv2 takes a quarter of a second to import, which the first paint does not wait for
    from inspector_app.imaging.reading import ImageError, read_image  # noqa: PLC0415

    if path is None:
        return None, missing
    try:
        return read_image(home / path), ""
    except ImageError as error:
        return None, f"The picture can't be shown. {error}"


def _lay_over(image: Image, golden: Image, key: str) -> tuple[Image, str]:
    """The golden moved to where the part lies in the image, so that both are at the same place."""
    import cv2  # noqa: PLC0415

    from inspector_app.imaging.alignment import align  # noqa: PLC0415
    from inspector_app.imaging.gray import to_gray  # noqa: PLC0415
    from inspector_app.imaging.pyramid import Pyramid  # noqa: PLC0415

    if image.shape[:2] != golden.shape[:2]:
        return golden, "Golden of another size: shown as it is."
    found = align(Pyramid(to_gray(image)), _reference(key, _Array(golden)))
    if not found.succeeded:
        return golden, "Golden not aligned: the picture does not match it."
    size = (image.shape[1], image.shape[0])
    warped = cv2.warpAffine(
        golden, found.matrix, size, flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE
    )
    return np.asarray(warped, np.uint8), ""


def _read_heat(home: Path, image_path: str | None) -> Image | None:
    """The heat map beside an image, (h, w); None where it has none."""
    if image_path is None or not (home / heat_map_path(image_path)).exists():
        return None
    return _read(home, heat_map_path(image_path), "")[0]


def _difference(image: Image | None, golden: Image | None, heat: Image | None) -> Picture | None:
    """Where image and golden differ, bright on black; orange where it is unlike the good parts."""
    if image is None or golden is None or image.shape[:2] != golden.shape[:2]:
        return None
    from inspector_app.imaging.gray import to_gray  # noqa: PLC0415

    apart = np.abs(to_gray(image).astype(np.int16) - to_gray(golden).astype(np.int16))
    gray = np.clip(apart * _DIFFERENCE_GAIN, 0, 255).astype(np.uint8)
    return to_picture(gray if heat is None else _tinted(gray, heat))


def _hot_picture(image: Image | None, heat: Image) -> Picture | None:
    """The picture itself, orange where it is unlike the good parts: there is no golden to differ from."""
    from inspector_app.imaging.gray import to_gray  # noqa: PLC0415

    return None if image is None else to_picture(_tinted(to_gray(image), heat))


def _tinted(gray: Image, heat: Image) -> Image:
    """(H, W, 3): the more unlike the good parts, the more orange; nothing below half the limit."""
    import cv2  # noqa: PLC0415

    height, width = gray.shape
    large = cv2.resize(heat, (width, height), interpolation=cv2.INTER_LINEAR).astype(np.float32)
    tint = (np.clip((large - _TINT_FROM) / (255 - _TINT_FROM), 0, 1) * _MOST_TINT)[:, :, None]
    return np.asarray(gray[:, :, None] * (1 - tint) + np.array(_ORANGE_BGR) * tint, np.uint8)


class _Array:
    """Lets an array ride along with the key of a cache without being part of it."""

    def __init__(self, image: Image) -> None:
        self.image = image

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Array) and self.image.shape == other.image.shape

    def __hash__(self) -> int:
        return hash(self.image.shape)


@lru_cache(maxsize=16)
def _reference(_key: str, golden: _Array) -> Reference:
    from inspector_app.imaging.reference import Reference  # noqa: PLC0415

    return Reference.from_image(golden.image)

"""Images from files, whatever they are, as 8-bit gray or BGR; every error names the file."""

from __future__ import annotations

import stat
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from inspector_app.imaging.arrays import Image
from inspector_app.imaging.gray import MIN_SIDE
from inspector_app.imaging.headers import claimed_size, is_truncated

MAX_PIXELS = 100_000_000
_MAX_BYTES = 1_000_000_000


class ImageError(ValueError):
    """A file that can't be used as an image; the message names the file and says why."""


def read_image(path: Path) -> Image:
    """Read an image file: (H, W) where it is gray, (H, W, 3) BGR otherwise, uint8.

    16 bits are scaled to 8 (by 1/257, never stretched), transparency is dropped, CMYK is converted, EXIF
    rotation is applied. Raises ImageError for a missing, empty, truncated or foreign file, below 32 px or
    above 100 megapixels.
    """
    data = _bytes_of(path)
    _check_header(path, data)
    return _to_eight_bits(path, _decode(path, data))


def _bytes_of(path: Path) -> bytes:
    try:
        state = path.stat()
        if not stat.S_ISREG(state.st_mode):  # a pipe would be waited for, and a device has no end
            raise ImageError(f"{path}: can't be read: it is no file")
        if state.st_size > _MAX_BYTES:
            raise ImageError(f"{path}: too large for an image, {state.st_size} bytes")
        data = path.read_bytes()  # not cv2.imread: it can't open every path on Windows
    except OSError as error:
        raise ImageError(f"{path}: can't be read: {error.strerror or error}") from error
    if not data:
        raise ImageError(f"{path}: the file is empty")
    return data


def _check_header(path: Path, data: bytes) -> None:
    size = claimed_size(data)
    if size is None:
        raise ImageError(f"{path}: not a PNG, JPEG, BMP, TIFF or WebP image, or a broken one")
    _check_size(path, *size)
    if is_truncated(data):
        raise ImageError(f"{path}: the file is truncated")


def _check_size(path: Path, width: int, height: int) -> None:
    if width * height > MAX_PIXELS:
        raise ImageError(f"{path}: {width}x{height} px is above {MAX_PIXELS // 1_000_000} megapixels")
    if min(width, height) < MIN_SIDE:
        raise ImageError(f"{path}: {width}x{height} px is too small, minimum is {MIN_SIDE} px a side")


def _decode(path: Path, data: bytes) -> NDArray[np.generic]:
    """Any depth, colour or gray as stored, EXIF rotation applied."""
    flags = cv2.IMREAD_ANYDEPTH | cv2.IMREAD_ANYCOLOR
    try:
        image = cv2.imdecode(np.frombuffer(data, np.uint8), flags)
    except cv2.error as error:
        raise ImageError(f"{path}: can't be decoded: {error.err}") from error
    if image is None:
        raise ImageError(f"{path}: the image is broken or truncated")
    return np.asarray(image)


def _to_eight_bits(path: Path, image: NDArray[np.generic]) -> Image:
    _check_size(path, image.shape[1], image.shape[0])
    if image.dtype == np.uint16:
        image = (image.astype(np.uint32) * 255 + 32767) // 65535
    elif image.dtype != np.uint8:
        raise ImageError(f"{path}: {image.dtype} pixels are not supported; 8 or 16 bits are")
    if image.ndim == 3 and image.shape[2] == 1:
        image = image[:, :, 0]
    if image.ndim == 3 and image.shape[2] == 4:
        image = image[:, :, :3]
    return np.ascontiguousarray(image, np.uint8)

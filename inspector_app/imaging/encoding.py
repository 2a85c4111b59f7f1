"""Images to bytes, for files and for the wire."""

from __future__ import annotations

import hashlib

import cv2
import numpy as np

from inspector_app.imaging.arrays import Image
from inspector_app.imaging.gray import check_image


def encode_jpeg(image: Image, quality: int = 95) -> bytes:
    """A JPEG of a gray or BGR image, quality 1 to 100; ValueError for bad input."""
    if not 1 <= quality <= 100:
        raise ValueError(f"JPEG quality: {quality} is not 1 to 100")
    return _encode(image, ".jpg", [cv2.IMWRITE_JPEG_QUALITY, quality])


def encode_png(image: Image) -> bytes:
    """A PNG of a gray or BGR image, without loss; level 1, since higher ones cost ten times as long."""
    return _encode(image, ".png", [cv2.IMWRITE_PNG_COMPRESSION, 1])


def pixels_sha256(image: Image) -> str:
    """What names pixels whatever file they are in; kept goldens are called so, and rows name them by it."""
    pixels = np.ascontiguousarray(image)
    digest = hashlib.sha256(f"{pixels.shape}".encode())
    digest.update(pixels.data)
    return digest.hexdigest()


def _encode(image: Image, kind: str, options: list[int]) -> bytes:
    check_image(image)
    done, data = cv2.imencode(kind, image, options)
    if not done:
        raise ValueError(f"image: can't be encoded as {kind}")
    return data.tobytes()

"""Checked images, and one gray plane from whatever kind of 8-bit image comes in."""

from __future__ import annotations

import cv2
import numpy as np

from inspector_app.imaging.arrays import Gray, Image

MIN_SIDE = 32


def check_image(image: Image, name: str = "image") -> None:
    """Raise ValueError unless the image is uint8, (H, W) or (H, W, 3), and at least 32 px on each side."""
    if not isinstance(image, np.ndarray):
        raise ValueError(f"{name}: expected a numpy array, got {type(image).__name__}")
    if image.dtype != np.uint8:
        raise ValueError(f"{name}: expected 8 bits a channel (uint8), got {image.dtype}")
    if image.ndim not in {2, 3} or (image.ndim == 3 and image.shape[2] != 3):
        raise ValueError(f"{name}: expected shape (H, W) or (H, W, 3), got {image.shape}")
    if min(image.shape[:2]) < MIN_SIDE:
        height, width = image.shape[:2]
        raise ValueError(f"{name}: {width}x{height} px is too small, minimum is {MIN_SIDE} px")


def check_gray(image: Gray) -> None:
    """Raise ValueError unless the image is uint8, (H, W), and at least 32 px on each side."""
    check_image(image)
    if image.ndim != 2:
        raise ValueError(f"image: expected one gray plane (H, W), got shape {image.shape}")


def to_colours(image: Image) -> Image:
    """Blue, green and red, contiguous (H, W, 3) uint8; gray becomes all three. ValueError as of `check_image`."""
    check_image(image)
    if image.ndim == 2:
        return np.asarray(cv2.cvtColor(image, cv2.COLOR_GRAY2BGR), np.uint8)
    return np.ascontiguousarray(image)


def to_gray(image: Image) -> Gray:
    """The image as contiguous (H, W) uint8; returns the same array where it is gray already.

    Raises ValueError for anything `check_image` refuses.
    """
    check_image(image)
    if image.ndim == 2:
        return np.ascontiguousarray(image)
    return np.asarray(cv2.cvtColor(image, cv2.COLOR_BGR2GRAY), np.uint8)

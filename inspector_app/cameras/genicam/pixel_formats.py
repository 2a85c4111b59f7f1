"""From what a camera sends to the 8 bits a channel that are judged and recorded.

Names are those of the Pixel Format Naming Convention (EMVA). More than 8 bits become 8 by their upper eight:
no stretching, so that the same light gives the same value whatever comes with it. Bayer is interpolated
bilinearly. Layout of packed samples: "p" is a stream of bits, lowest first; "Packed" is GigE Vision's, where
the middle byte of three holds the low bits of both its neighbours.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

import cv2
import numpy as np
import numpy.typing as npt

from inspector_app.cameras.kind import CaptureError
from inspector_app.domain.frame import Image

Bytes = npt.NDArray[np.uint8]
Packing = Literal["", "p", "Packed"]

_NAME = re.compile(r"(Mono|BayerRG|BayerGR|BayerGB|BayerBG|RGBa|BGRa|RGB|BGR)(8|10|12|14|16)(p|Packed)?$")
_CHANNELS = {"RGB": 3, "BGR": 3, "RGBa": 4, "BGRa": 4}
# OpenCV names a pattern by its second row and column, the convention by its first.
_TO_BGR = {
    "BayerRG": cv2.COLOR_BayerBG2BGR,
    "BayerGR": cv2.COLOR_BayerGB2BGR,
    "BayerGB": cv2.COLOR_BayerGR2BGR,
    "BayerBG": cv2.COLOR_BayerRG2BGR,
    "RGB": cv2.COLOR_RGB2BGR,
    "RGBa": cv2.COLOR_RGBA2BGR,
    "BGRa": cv2.COLOR_BGRA2BGR,
}


@dataclass(frozen=True, slots=True)
class PixelFormat:
    """One format: what a pixel is made of, bits a sample, how samples lie in bytes."""

    name: str
    colours: str
    bits: int
    packing: Packing

    @classmethod
    def named(cls, name: str) -> PixelFormat:
        """Raises CaptureError for one that is not known here."""
        match = _NAME.match(name)
        bits, packing = (int(match[2]), match[3] or "") if match else (0, "")
        single = match is not None and match[1] not in _CHANNELS
        if match is None or (packing and bits not in {10, 12}) or (packing == "Packed" and not single):
            raise CaptureError(
                f"the pixel format {name} is not known here: set pixel_format to a Mono, Bayer, RGB or BGR one"
            )
        return cls(name, match[1], bits, "p" if packing == "p" else "Packed" if packing else "")

    @property
    def samples(self) -> int:
        """Samples a pixel."""
        return _CHANNELS.get(self.colours, 1)

    def image_shape(self, height: int, width: int) -> tuple[int, ...]:
        """Of the image that comes out."""
        return (height, width) if self.colours == "Mono" else (height, width, 3)

    def line_bytes(self, width: int) -> int:
        """Bytes a line takes, rounded up."""
        if self.packing == "Packed":
            return -(-width * 3 // 2)
        return -(-width * self.samples * (self.bits if self.packing else 8 * self._whole_bytes) // 8)

    @property
    def _whole_bytes(self) -> int:
        return 1 if self.bits == 8 else 2

    def develop(self, lines: Bytes, target: Image, *, big_endian: bool = False) -> None:
        """Writes the image of (H, bytes a line) into a writable (H, W) or (H, W, 3) array.

        Bayer needs at least 2 x 2 pixels.
        """
        width = target.shape[1]
        if self.bits == 8 and self.colours in {"Mono", "BGR"}:
            np.copyto(target, lines.reshape(target.shape))
            return
        if self.colours == "Mono":
            target[...] = self._eight_bits(lines, width, big_endian)
            return
        samples = self._eight_bits(lines, width * self.samples, big_endian)
        self._colour(samples, target)

    def _colour(self, samples: Bytes, target: Image) -> None:
        height, width = target.shape[:2]
        pixels = samples.reshape(height, width, self.samples) if self.samples > 1 else samples
        if self.colours == "BGR":
            np.copyto(target, pixels)
            return
        written = cv2.cvtColor(np.ascontiguousarray(pixels), _TO_BGR[self.colours], dst=target)
        if not np.shares_memory(written, target):
            np.copyto(target, written)

    def _eight_bits(self, lines: Bytes, count: int, big_endian: bool) -> Bytes:
        """The upper eight bits of every sample, (H, count)."""
        if self.packing == "Packed":
            return _gige_packed(lines, count)
        if self.packing == "p":
            return _ten_bits(lines, count) if self.bits == 10 else _twelve_bits(lines, count)
        if self.bits == 8:
            return lines
        wide = np.ascontiguousarray(lines).view(">u2" if big_endian else "<u2")
        return (wide >> (self.bits - 8)).astype(np.uint8)


def _gige_packed(lines: Bytes, count: int) -> Bytes:
    """The upper bits of two samples are the outer ones of three bytes, with ten bits as with twelve."""
    out = np.empty((len(lines), count), np.uint8)
    out[:, 0::2] = lines[:, 0::3]
    out[:, 1::2] = lines[:, 2::3]
    return out


def _ten_bits(lines: Bytes, count: int) -> Bytes:
    return _from_stream(lines, count, 5, ((0, 2), (1, 4), (2, 6), (4, 8)))


def _twelve_bits(lines: Bytes, count: int) -> Bytes:
    return _from_stream(lines, count, 3, ((0, 4), (2, 8)))


def _from_stream(lines: Bytes, count: int, group: int, starts: tuple[tuple[int, int], ...]) -> Bytes:
    """Eight bits from each of several places in every group of bytes: (byte, bit) where they start.

    Bit 8 is the byte as it is, (4, 8) of ten bits included.
    """
    out = np.empty((len(lines), count), np.uint8)
    for nth, (byte, bit) in enumerate(starts):
        wanted = out[:, nth :: len(starts)].shape[1]
        low = lines[:, byte::group][:, :wanted]
        if bit == 8:
            out[:, nth :: len(starts)] = low
            continue
        high = lines[:, byte + 1 :: group][:, :wanted]
        out[:, nth :: len(starts)] = (low >> bit) | (high << (8 - bit))
    return out

"""How images are kept: good ones small, failed ones without loss."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import Literal

from inspector_app.domain.frame import Image
from inspector_app.imaging import encode_jpeg, encode_webp
from inspector_app.settings.station import Settings

MOST_UNPACKED = 256
"""Images that may wait to be made smaller; more of them stay as large as they are."""


@dataclass(frozen=True, slots=True)
class ImageFormats:
    """By class of image, as the site chose."""

    good: Literal["jpeg", "webp"] = "jpeg"
    quality: int = 95
    failed_lossless: bool = True

    @classmethod
    def of(cls, settings: Settings) -> ImageFormats:
        """What the settings say."""
        return cls(settings.good_images, settings.jpeg_quality, settings.failed_images == "lossless")

    @property
    def suffix(self) -> str:
        """Of the files of good images."""
        return ".jpg" if self.good == "jpeg" else ".webp"

    def encode(self, image: Image) -> bytes:
        """A good image as it is kept. Raises ValueError."""
        encode = encode_jpeg if self.good == "jpeg" else encode_webp
        return encode(image, self.quality)


class Unpacked:
    """Images that were written as they are, since a part waited for them, and can be made smaller in a quiet moment."""

    def __init__(self) -> None:
        self._paths: deque[str] = deque()
        self.most = 0
        """The longest that the list ever was."""
        self.left_large = 0
        """Images for which there was no place on it."""

    def __len__(self) -> int:
        return len(self._paths)

    def add(self, path: str) -> None:
        """One more."""
        if len(self._paths) >= MOST_UNPACKED:
            self.left_large += 1
            return
        self._paths.append(path)
        self.most = max(self.most, len(self._paths))

    def take(self) -> str | None:
        """The oldest."""
        return self._paths.popleft() if self._paths else None

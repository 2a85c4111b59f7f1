"""The image folder: images by day and hour, goldens once a content."""

from __future__ import annotations

import errno
import os
import re
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from inspector_app.domain.frame import Image
from inspector_app.domain.part import heat_map_path
from inspector_app.imaging import encode_png, encode_png_at_once, read_image
from inspector_app.imaging.encoding import pixels_sha256
from inspector_app.records.image_formats import ImageFormats, Unpacked
from inspector_app.settings.home import Home
from inspector_app.settings.whole_files import UNFINISHED, write_whole

UNRECORDED = "unrecorded"
"""Where images go that no row knows: the station stopped between image and row."""

_NOT_IN_A_NAME = re.compile(r"[^\w.+-]")


@dataclass(frozen=True, slots=True)
class KeptImage:
    """An image on disk: its path relative to the home and its size in bytes."""

    path: str
    size: int


class ImageFiles:
    """Writes and removes the files, and knows how many bytes they take. Any thread may call."""

    def __init__(self, home: Home, formats: ImageFormats | None = None) -> None:
        self._home = home
        self._formats = formats or ImageFormats()
        self.unpacked = Unpacked()
        self._lock = threading.Lock()
        self._used_bytes = 0

    @property
    def used_bytes(self) -> int:
        """What all files of the folder take, without looking."""
        return self._used_bytes

    def keep(self, inspection_id: str, view: str, image: Image, now: datetime | None = None) -> KeptImage:
        """Encodes and writes an image; it is on disk on return. Raises OSError or ValueError."""
        hour = (now or datetime.now(UTC)).strftime("%Y-%m-%d/%H")
        name = f"{inspection_id}-{_NOT_IN_A_NAME.sub('_', view)}{self._formats.suffix}"
        data = self._formats.encode(image)
        path = self._home.images / hour / name
        if path.exists():
            raise FileExistsError(errno.EEXIST, "There is an image of this view already", str(path))
        self._write(path, data)
        return KeptImage(self._home.relative(path), len(data))

    def keep_lossless(self, path: str, image: Image) -> KeptImage:
        """Puts the image itself in the place of one that was kept with loss. Raises OSError or ValueError."""
        target = (self._home.path / path).with_suffix(".png")
        data = encode_png_at_once(image)
        self._write(target, data)
        self._remove_file(path)
        lossless = KeptImage(self._home.relative(target), len(data))
        self.unpacked.add(lossless.path)
        return lossless

    @property
    def failed_lossless(self) -> bool:
        """Whether images of failed parts are kept without loss."""
        return self._formats.failed_lossless

    def pack_one(self) -> bool:
        """Makes the oldest unpacked image smaller, under its name, without loss; False where none waits."""
        path = self.unpacked.take()
        if path is None:
            return False
        file = self._home.path / path
        try:
            before = file.stat().st_size
            data = encode_png(read_image(file))
            if len(data) < before and file.exists():
                self._write(file, data)
                self._count(-before)
        except (OSError, ValueError):  # purged meanwhile, or no room: it stays as it is
            return True
        return True

    def keep_heat_map(self, image_path: str, heat: Image) -> None:
        """Writes the heat map of an image that is kept already. Raises OSError or ValueError."""
        self._write(self._home.path / heat_map_path(image_path), encode_png(heat))

    def keep_golden(self, image: Image) -> str:
        """Keeps a golden as it was compared with; the same pixels are kept once. Returns its path."""
        pixels = np.ascontiguousarray(image)
        path = self._home.kept_goldens / f"{pixels_sha256(pixels)}.png"
        if not path.exists():
            self._write(path, encode_png(pixels))
        return self._home.relative(path)

    def has(self, path: str) -> bool:
        """Whether a file is there."""
        return (self._home.path / path).exists()

    def remove(self, path: str) -> bool:
        """Removes one file of the folder and its heat map; False where it was gone, or somebody holds it open.

        What stays so is a file without a row, which the next start sets apart.
        """
        self._remove_file(heat_map_path(path))
        return self._remove_file(path)

    def _remove_file(self, path: str) -> bool:
        file = self._home.path / path
        try:
            size = file.stat().st_size
            file.unlink()
        except OSError:
            return False
        self._count(-size)
        return True

    def scan(self) -> dict[str, int]:
        """Size of every file by path, counted anew; unfinished ones are removed. For the start only."""
        sizes: dict[str, int] = {}
        for entry in _files_below(self._home.images):
            if entry.name.endswith(UNFINISHED):
                Path(entry.path).unlink(missing_ok=True)
            else:
                sizes[self._home.relative(Path(entry.path))] = entry.stat().st_size
        with self._lock:
            self._used_bytes = sum(sizes.values())
        return sizes

    def set_apart(self, path: str) -> None:
        """Moves an image that no row knows out of the way; it goes first when room is needed."""
        source = self._home.path / path
        target = self._home.images / UNRECORDED / source.name
        target.parent.mkdir(exist_ok=True)
        source.replace(target)

    def set_apart_images(self) -> list[str]:
        """Images that no row knows, oldest first."""
        folder = self._home.images / UNRECORDED
        entries = sorted(_files_below(folder), key=lambda entry: entry.stat().st_mtime_ns)
        return [self._home.relative(Path(entry.path)) for entry in entries]

    def _write(self, path: Path, data: bytes) -> None:
        write_whole(path, data)
        self._count(len(data))

    def _count(self, change: int) -> None:
        with self._lock:
            self._used_bytes += change


def _files_below(folder: Path) -> Iterator[os.DirEntry[str]]:
    if not folder.is_dir():
        return
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                yield from _files_below(Path(entry.path))
            elif entry.is_file(follow_symlinks=False):
                yield entry

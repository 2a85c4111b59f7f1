"""What an image file says of itself, read before anything is decoded: its size, and whether its end is there."""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator

# JPEG start-of-frame markers; C4, C8 and CC are tables, not frames
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_SCAN = 0xDA
_TAIL = 4096  # bytes after which the end may come: some cameras append data of their own


def claimed_size(data: bytes) -> tuple[int, int] | None:
    """Width and height by the header of a PNG, JPEG, BMP, TIFF or WebP; None where it can't be told."""
    for start, read in _KINDS.items():
        if data.startswith(start):
            try:
                return read(data)
            except (struct.error, IndexError):
                return None
    return None


def is_truncated(data: bytes) -> bool:
    """Whether the end of a PNG or JPEG is missing: decoders fill the rest with gray and don't complain.

    False for the other kinds, whose decoders do complain.
    """
    if data.startswith(b"\x89PNG"):
        return b"IEND\xaeB`\x82" not in data[-_TAIL:]
    if data.startswith(b"\xff\xd8"):
        scan = _start_of_scan(data)  # a thumbnail before it has an end of its own
        return scan is None or data.find(b"\xff\xd9", scan) < 0
    return False


def _start_of_scan(data: bytes) -> int | None:
    return next((place for marker, place in _jpeg_segments(data) if marker == _SCAN), None)


def _jpeg_segments(data: bytes) -> Iterator[tuple[int, int]]:
    """(marker, place) of each segment up to the first scan; ends early where the file is broken."""
    place = 2
    while place < len(data) - 9 and data[place] == 0xFF:
        marker = data[place + 1]
        if marker == 0xFF:  # padding before a marker
            place += 1
            continue
        yield marker, place
        if marker == _SCAN:
            return
        place += 2 + int(struct.unpack_from(">H", data, place + 2)[0])


def _png(data: bytes) -> tuple[int, int]:
    return _two(">II", data, 16)


def _bmp(data: bytes) -> tuple[int, int]:
    width, height = _two("<ii", data, 18)
    return abs(width), abs(height)  # a negative height says that the top row comes first


def _two(pattern: str, data: bytes, offset: int) -> tuple[int, int]:
    width, height = struct.unpack_from(pattern, data, offset)
    return int(width), int(height)


def _jpeg(data: bytes) -> tuple[int, int] | None:
    for marker, place in _jpeg_segments(data):
        if marker in _FRAMES:
            height, width = _two(">HH", data, place + 5)
            return width, height
    return None


def _tiff(data: bytes) -> tuple[int, int] | None:
    order = "<" if data[:2] == b"II" else ">"
    start = struct.unpack_from(order + "I", data, 4)[0]
    found: dict[int, int] = {}
    for index in range(struct.unpack_from(order + "H", data, start)[0]):
        entry = start + 2 + 12 * index
        tag, kind = struct.unpack_from(order + "HH", data, entry)
        if tag in {256, 257}:
            found[tag] = struct.unpack_from(order + ("H" if kind == 3 else "I"), data, entry + 8)[0]
    return (found[256], found[257]) if len(found) == 2 else None


def _webp(data: bytes) -> tuple[int, int] | None:
    kind = data[12:16]  # after RIFF, the length and WEBP
    if kind == b"VP8 ":
        width, height = _two("<HH", data, 26)
        return width & 0x3FFF, height & 0x3FFF
    if kind == b"VP8L":
        bits = struct.unpack_from("<I", data, 21)[0]
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    if kind == b"VP8X":
        return int.from_bytes(data[24:27], "little") + 1, int.from_bytes(data[27:30], "little") + 1
    return None


_KINDS: dict[bytes, Callable[[bytes], tuple[int, int] | None]] = {
    b"\x89PNG\r\n\x1a\n": _png,
    b"\xff\xd8": _jpeg,
    b"BM": _bmp,
    b"II*\0": _tiff,
    b"MM\0*": _tiff,
    b"RIFF": _webp,
}

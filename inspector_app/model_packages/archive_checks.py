"""What a zip file from somewhere else must be like before anything of it is unpacked."""

from __future__ import annotations

import stat
import zipfile
from pathlib import Path, PurePosixPath

from inspector_app.model_packages.package import PackageError

MOST_FILES = 200
MOST_BYTES = 1_000_000_000
"""Of all files together, unpacked; packages of the small networks have 20 MB."""
_MOST_TEXT = 5_000_000
"""Of a card or another JSON file, which is read as a whole."""
_MOST_RATIO = 200
"""Weights hardly compress, a card ten times, a flat golden picture not at all: it is a PNG."""
_RATIO_FROM = 1_000_000


def check_members(archive: Path, opened: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    """The files of the archive; raises PackageError for paths that lead outside, links, bombs and doubles."""
    files = [info for info in opened.infolist() if not info.is_dir()]
    if len(files) > MOST_FILES:
        raise PackageError(f"{archive}: holds {len(files)} files; a package has at most {MOST_FILES}")
    seen: set[str] = set()
    for info in files:
        _check_name(archive, info)
        if info.filename.casefold() in seen:
            raise PackageError(f"{archive}: holds {info.filename} twice")
        seen.add(info.filename.casefold())
    total = sum(info.file_size for info in files)
    if total > MOST_BYTES:
        raise PackageError(f"{archive}: {total:,} bytes unpacked; a package has at most {MOST_BYTES:,}")
    return files


def _check_name(archive: Path, info: zipfile.ZipInfo) -> None:
    name = info.filename
    steps = PurePosixPath(name).parts
    leads_outside = name.startswith("/") or ".." in steps or any(mark in name for mark in "\\:\0")
    if leads_outside or not steps:
        raise PackageError(f"{archive}: holds a path that leads outside: {name!r}")
    kind = stat.S_IFMT(info.external_attr >> 16)
    if kind not in {0, stat.S_IFREG}:
        raise PackageError(f"{archive}: {name} is a link or a device, not a file")
    if info.flag_bits & 1:
        raise PackageError(f"{archive}: {name} is encrypted")
    if name.endswith(".json") and info.file_size > _MOST_TEXT:
        raise PackageError(f"{archive}: {name} has {info.file_size:,} bytes; at most {_MOST_TEXT:,} are read")
    if info.file_size > _RATIO_FROM and info.file_size > _MOST_RATIO * max(info.compress_size, 1):
        raise PackageError(
            f"{archive}: {name} unpacks to {info.file_size:,} bytes from {info.compress_size:,}"
        )

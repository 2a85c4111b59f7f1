"""ZIP archives of labelled images, unpacked so that no file of theirs lands outside, and none fills the disk."""

from __future__ import annotations

import shutil
import stat
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

from inspector_app.datasets.labelled import DatasetError
from inspector_app.datasets.names import as_one_file, check_image_name
from inspector_app.datasets.new_folder import UNFINISHED

_MOST_FILES = 1_000_000
_MOST_GROWTH = 200  # times its packed size; label files shrink to a tenth, zeros to a thousandth
_SMALL = 64 << 20  # bytes that any archive may unpack to
_RESERVE = 512 << 20  # bytes of the disk that stay free


@contextmanager
def unpacked(archive: Path, beside: Path) -> Iterator[Path]:
    """Gives a folder with the archive's files, in the folder `beside`; it is gone afterwards, whatever happens.

    Raises DatasetError for what is no ZIP archive, is broken or encrypted, has names that lead elsewhere or come twice,
    links, or more than the disk holds.
    """
    folder = beside / f".{archive.stem}.{uuid4().hex}{UNFINISHED}"
    try:
        folder.mkdir(parents=True)
        with zipfile.ZipFile(archive) as opened:
            _check(archive, opened.infolist(), shutil.disk_usage(folder).free)
            for entry in opened.infolist():
                if not entry.is_dir():
                    _unpack(opened, entry, folder)
        yield folder
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        raise DatasetError(
            f"{archive}: is no whole ZIP archive: {error}. Copy or export it again."
        ) from error
    except OSError as error:
        raise DatasetError(f"{archive}: can't be unpacked: {error.strerror or error}.") from error
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _check(archive: Path, entries: list[zipfile.ZipInfo], free: int) -> None:
    seen: set[str] = set()
    for entry in entries:
        where = f"{archive}: {entry.filename!r}"
        check_image_name(entry.filename.removesuffix("/"), where)
        kind = stat.S_IFMT(entry.external_attr >> 16)
        if kind not in {0, stat.S_IFREG, stat.S_IFDIR}:
            raise DatasetError(f"{where}: is a link or a device. Pack the files themselves.")
        if entry.flag_bits & 1:
            raise DatasetError(f"{where}: is encrypted. Pack without a password.")
        if as_one_file(entry.filename) in seen:
            raise DatasetError(f"{where}: is there twice. Pack again.")
        seen.add(as_one_file(entry.filename))
    _check_amount(archive, entries, free)


def _check_amount(archive: Path, entries: list[zipfile.ZipInfo], free: int) -> None:
    size, packed = sum(entry.file_size for entry in entries), archive.stat().st_size
    if len(entries) > _MOST_FILES or size > max(_SMALL, packed * _MOST_GROWTH):
        raise DatasetError(
            f"{archive}: {len(entries)} files of {size} bytes in {packed}; that is no dataset."
        )
    if size > free - _RESERVE:
        raise DatasetError(f"{archive}: needs {size} bytes; the disk has {free} left. Make room.")


def _unpack(opened: zipfile.ZipFile, entry: zipfile.ZipInfo, folder: Path) -> None:
    target = folder / entry.filename
    target.parent.mkdir(parents=True, exist_ok=True)
    with opened.open(entry) as packed, target.open("xb") as written:
        shutil.copyfileobj(packed, written, 1 << 20)  # reads no more than the size that was checked

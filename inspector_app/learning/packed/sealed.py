"""One ZIP file with a list of what is in it, by SHA-256: read whole and unchanged, or not at all.

The list protects from damage and from slips, not from somebody who makes a new file with a new list: nothing of it is
ever run, and what comes of it is measured at home.
"""

from __future__ import annotations

import json
import os
import shutil
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4

from pydantic import BaseModel, ConfigDict

from inspector_app.datasets.archives import unpacked
from inspector_app.datasets.labelled import DatasetError
from inspector_app.datasets.versions.manifest import hash_of, hash_of_file
from inspector_app.learning.training.plan import TrainingError

LIST = "list.json"
_FORMAT = 1
_LONGEST_LIST = 64 << 20  # bytes
_RESERVE = 256 << 20  # bytes of the disk that stay free
_CHUNK = 1 << 20
_DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, KeyError, NotImplementedError, RuntimeError, ValueError)
_EPOCH = (1980, 1, 1, 0, 0, 0)  # one time for all members: the same content gives the same file


class Sealed(BaseModel):
    """What such a file says of itself. kind: what it is for; told: its own facts; files: SHA-256 by path."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    format: int
    kind: str
    told: dict[str, Any]
    files: dict[str, str]

    @property
    def identity(self) -> str:
        """SHA-256 over facts and files: two with the same are the same."""
        return hash_of({"kind": self.kind, "told": self.told, "files": self.files})


def size_of(files: Mapping[str, Path]) -> int:
    """Bytes that the file will have, about: pictures hardly shrink."""
    return sum(path.stat().st_size + 200 + 2 * len(name) for name, path in files.items())


def check_room(target: Path, size: int) -> int:
    """Bytes that are free where the file goes. Raises TrainingError, before anything is written, where it won't fit."""
    free = shutil.disk_usage(target.parent).free
    if size > free - _RESERVE:
        raise TrainingError(
            f"{target}: needs {size / 1e6:,.0f} MB, and the disk has {free / 1e6:,.0f} MB left. Make room, or name "
            "another place."
        )
    return free


def write_sealed(target: Path, kind: str, told: Mapping[str, Any], files: Mapping[str, Path]) -> Sealed:
    """Writes the file: there whole, or not at all; one that was there before stays until then.

    files: by their paths in it. Raises TrainingError where the disk refuses.
    """
    part = target.with_name(f".{target.name}.{uuid4().hex}.part")
    try:
        hashes = {name: hash_of_file(path) for name, path in files.items()}
        sealed = Sealed(format=_FORMAT, kind=kind, told=json.loads(json.dumps(told)), files=hashes)
        with part.open("xb") as file:
            with zipfile.ZipFile(file, "w") as zipped:
                _put(zipped, LIST, sealed.model_dump_json().encode())
                for name, path in files.items():
                    _put(zipped, name, path.read_bytes())
            file.flush()
            os.fsync(file.fileno())
        part.replace(target)
    except OSError as error:
        raise TrainingError(
            f"{target}: can't be written: {error.strerror or error}. Nothing is there."
        ) from error
    finally:
        part.unlink(missing_ok=True)
    return sealed


def read_list(archive: Path, kind: str, made_by: str) -> Sealed:
    """What a file says of itself; its other members are not looked at. made_by: the command, for errors.

    Raises TrainingError for what is no such file.
    """
    try:
        with zipfile.ZipFile(archive) as zipped:
            info = zipped.getinfo(LIST)
            if info.file_size > _LONGEST_LIST:
                raise TrainingError(f"{archive}: its list has {info.file_size:,} bytes; that is no list.")
            sealed = Sealed.model_validate_json(zipped.read(info))
    except OSError as error:
        raise TrainingError(f"{archive}: can't be read: {error.strerror or error}.") from error
    except _DAMAGE as error:
        raise TrainingError(f"{archive}: is no whole file of `{made_by}`. Copy it again.") from error
    if sealed.format > _FORMAT:
        raise TrainingError(
            f"{archive}: is of a newer Inspector (format {sealed.format}). Bring this one up to date."
        )
    if sealed.kind != kind:
        raise TrainingError(f"{archive}: is no file of `{made_by}`: it says that it is {sealed.kind[:60]!r}.")
    return sealed


@contextmanager
def opened(archive: Path, sealed: Sealed, beside: Path) -> Iterator[Path]:
    """A folder with all files of the archive, in the folder `beside`, each checked; gone afterwards.

    Raises TrainingError for a file that is changed, missing, not on the list, or would land elsewhere.
    """
    try:
        with unpacked(archive, beside) as folder:
            _check(archive, sealed, folder)
            (folder / LIST).unlink()
            yield folder
    except DatasetError as error:
        raise TrainingError(str(error)) from error


def _check(archive: Path, sealed: Sealed, folder: Path) -> None:
    there = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()} - {LIST}
    foreign, missing = sorted(there - set(sealed.files)), sorted(set(sealed.files) - there)
    if foreign or missing:
        what = f"holds {foreign[0]!r}, which is not on its list" if foreign else f"lacks {missing[0]!r}"
        raise TrainingError(f"{archive}: {what}. Copy it again.")
    for name, digest in sealed.files.items():
        if hash_of_file(folder / name) != digest:
            raise TrainingError(f"{archive}: {name!r} was changed on the way. Copy it again.")


def _put(zipped: zipfile.ZipFile, name: str, data: bytes) -> None:
    info = zipfile.ZipInfo(name, _EPOCH)
    info.compress_type = (
        zipfile.ZIP_DEFLATED if name.endswith((".txt", ".json", ".csv")) else zipfile.ZIP_STORED
    )
    info.external_attr = 0o644 << 16
    zipped.writestr(info, data)

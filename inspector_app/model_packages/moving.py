"""A package as one file, to be carried to another computer, and back into a folder."""

from __future__ import annotations

import os
import shutil
import time
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path, PurePosixPath
from uuid import uuid4

from inspector_app.model_packages.archive_checks import check_members
from inspector_app.model_packages.package import CARD, ModelPackage, PackageError, open_package
from inspector_app.model_packages.shelf import UNFINISHED
from inspector_app.model_packages.signing import SIGNATURE, read_signature
from inspector_app.model_packages.writing import put_in_place

_CHUNK = 1 << 20
_LEFT_OVER_S = 3600
_EPOCH = (1980, 1, 1, 0, 0, 0)
"""One time for all members: the same package gives the same file."""


def parts_of(package: ModelPackage) -> list[str]:
    """Names of the files that make a package: the card, what it lists, and the signature where there is one."""
    signed = [SIGNATURE] if (package.folder / SIGNATURE).is_file() else []
    return [CARD, *signed, *sorted(package.card.files)]


def copy_package(package: ModelPackage, target: Path) -> ModelPackage:
    """The same package in another folder, unsigned; what isn't on the card stays behind."""
    with unfinished_folder(target.parent) as work:
        for name in (CARD, *package.card.files):
            (work / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(package.folder / name, work / name)
        if open_package(work).sha256 != package.sha256:
            raise PackageError(f"{package.folder}: changed while it was copied")
        put_in_place(work, target)
    return open_package(target)


def export_package(package: ModelPackage, target: Path) -> Path:
    """Writes the package into one zip file, read back and verified before it has its name.

    Raises PackageError where the package is off, or the file can't be written; what was there before stays then.
    """
    read_signature(package)
    part = target.with_name(f"{target.name}.{uuid4().hex[:8]}.part")
    try:
        _write_zip(package, part)
        with unfinished_folder(target.parent) as work:
            if unpack(part, work).sha256 != package.sha256:
                raise PackageError(f"{target}: the file does not hold the package; try again")
        part.replace(target)
    except OSError as error:
        raise PackageError(
            f"{target}: the package could not be written ({error.strerror or error})"
        ) from error
    finally:
        part.unlink(missing_ok=True)
    return target


def import_package(archive: Path, models: Path, name: str | None = None) -> ModelPackage:
    """Brings a package from its zip file into the folder of packages, whole or not at all.

    name: of its folder; else the card's. The same content under that name is left as it is. Raises PackageError for
    an archive that is off, and where another package has the name.
    """
    try:
        with unfinished_folder(models) as work:
            package = unpack(archive, work)
            target = models / folder_name(name or package.card.name)
            if target.exists():
                return _same(package, target)
            put_in_place(work, target)
    except OSError as error:
        raise PackageError(f"{archive}: could not be imported ({error.strerror or error})") from error
    return open_package(target)


def unpack(archive: Path, work: Path) -> ModelPackage:
    """The package of a zip file in the folder `work`, verified; raises PackageError for anything that is off."""
    try:
        with zipfile.ZipFile(archive) as opened:
            for info in check_members(archive, opened):
                path = work / PurePosixPath(info.filename)
                path.parent.mkdir(parents=True, exist_ok=True)
                _unpack_one(opened, info, path)
    except (zipfile.BadZipFile, EOFError, NotImplementedError) as error:
        raise PackageError(f"{archive}: not a whole zip file ({error})") from error
    try:
        package = open_package(work)
        read_signature(package)
    except PackageError as error:  # nobody knows the folder that it was unpacked into
        raise PackageError(str(error).replace(str(work), str(archive))) from error
    _refuse_extra(archive, work, package)
    return package


def _unpack_one(opened: zipfile.ZipFile, info: zipfile.ZipInfo, target: Path) -> None:
    """Never more than the archive said and `check_members` allowed: zipfile ends there, and complains of the rest."""
    with opened.open(info) as source, target.open("xb") as file:
        shutil.copyfileobj(source, file, _CHUNK)


def _refuse_extra(archive: Path, work: Path, package: ModelPackage) -> None:
    found = {path.relative_to(work).as_posix() for path in work.rglob("*") if path.is_file()}
    extra = sorted(found - set(parts_of(package)))
    if extra:
        raise PackageError(f"{archive}: holds {', '.join(extra)}, which the card does not list")


@contextmanager
def unfinished_folder(beside: Path) -> Iterator[Path]:
    """A folder that nothing lists, on the same disk; removed afterwards, where it is still there.

    Those of work that was killed go as well.
    """
    _remove_left_overs(beside)
    work = beside / f"{UNFINISHED}unfinished-{uuid4().hex}"
    work.mkdir(parents=True)
    try:
        yield work
    finally:
        shutil.rmtree(work, ignore_errors=True)


def _remove_left_overs(models: Path) -> None:
    """An hour old, so that one that is at work now is left alone."""
    for path in models.glob(f"{UNFINISHED}unfinished-*"):
        with suppress(OSError):  # its owner removed it a moment ago
            if time.time() - path.stat().st_mtime > _LEFT_OVER_S:
                shutil.rmtree(path, ignore_errors=True)


def _write_zip(package: ModelPackage, part: Path) -> None:
    part.parent.mkdir(parents=True, exist_ok=True)
    with part.open("wb") as file:
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as zipped:
            for name in parts_of(package):
                info = zipfile.ZipInfo(name, _EPOCH)
                info.compress_type = zipfile.ZIP_DEFLATED
                info.external_attr = 0o644 << 16
                zipped.writestr(info, (package.folder / name).read_bytes())
        file.flush()
        os.fsync(file.fileno())


def folder_name(name: str) -> str:
    """A name from somewhere else becomes a folder only where it can lead nowhere else."""
    letters = all(letter.isalnum() or letter in " ._+-" for letter in name)
    if not name or name[0] in ". " or name[-1] in ". " or len(name) > 80 or not letters:
        raise PackageError(f"{name!r} can't be the name of a package's folder; choose another with --name")
    return name


def _same(package: ModelPackage, target: Path) -> ModelPackage:
    try:
        there = open_package(target)
    except PackageError as error:
        raise PackageError(
            f"{target} is there already and not whole ({error}); choose another --name"
        ) from error
    if there.sha256 != package.sha256:
        raise PackageError(f"{target} is there already and another package; choose another --name")
    return there

"""Frozen versions for whoever trains, chooses and tests. The vault is not reachable from here."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from inspector_app.datasets.labelled import Dataset, DatasetError
from inspector_app.datasets.one_at_a_time import changing
from inspector_app.datasets.parts import OPEN_PARTS, Part
from inspector_app.datasets.store import read_dataset
from inspector_app.datasets.uses import Use, record_use
from inspector_app.datasets.versions.manifest import MANIFEST, Manifest, hash_of_file, read_manifest
from inspector_app.settings.home import Home

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Version:
    """A frozen version that is there."""

    folder: Path
    manifest: Manifest

    @property
    def reference(self) -> str:
        """How it is called: `boards@3`."""
        return f"{self.manifest.dataset}@{self.manifest.number}"


def version_numbers(home: Home, name: str) -> tuple[int, ...]:
    """The versions of a dataset that are whole, lowest first."""
    folder = home.frozen / name
    found = folder.iterdir() if folder.is_dir() else iter(())
    return tuple(
        sorted(int(each.name) for each in found if each.name.isdecimal() and (each / MANIFEST).is_file())
    )


def open_version(home: Home, reference: str) -> Version:
    """A version by `NAME@NUMBER`, or the newest by `NAME`.

    Raises DatasetError where there is none or its manifest was changed; files are checked when they are read.
    """
    name, _, number = reference.partition("@")
    numbers = version_numbers(home, name)
    if not numbers:
        raise DatasetError(f"{name}: nothing is frozen yet. Split it, then freeze it.")
    if number and not (number.isdecimal() and int(number) in numbers):
        there = ", ".join(map(str, numbers))
        raise DatasetError(f"{name}: there is no version {number}. There is {there}.")
    folder = home.frozen / name / str(int(number) if number else numbers[-1])
    return Version(folder, read_manifest(folder))


def read_part(
    home: Home,
    version: Version,
    part: Part,
    *,
    purpose: str,
    model: str = "",
    by: str = "",
    progress: Progress | None = None,
) -> Dataset:
    """The images of a part, each file checked against its hash first.

    Validation and test are counted: a use is on disk before anything is handed out. Raises DatasetError for a changed
    or missing file, by name, and for the vault.
    """
    if part not in OPEN_PARTS:
        raise DatasetError(f"{version.reference}: the vault is opened by `evaluate` only.")
    wanted = {name: digest for name, digest in version.manifest.files.items() if name.startswith(f"{part}/")}
    verify_files(version.folder, wanted, progress)
    if part is not Part.TRAIN:
        with changing(home, version.manifest.dataset):
            use = Use(part, version.manifest.number, purpose, model, by)
            record_use(version.folder.parent, use)
    return read_dataset(version.folder / part)


def verify_version(version: Version, progress: Progress | None = None) -> None:
    """Raises DatasetError for the first file that is missing, changed, or nothing to do with the version."""
    files = version.manifest.files
    verify_files(version.folder, files, progress)
    there = (
        path.relative_to(version.folder).as_posix() for path in version.folder.rglob("*") if path.is_file()
    )
    foreign = sorted(set(there) - set(files) - {MANIFEST})
    if foreign:
        raise DatasetError(f"{version.folder / foreign[0]}: no file of {version.reference}. Remove it.")


def verify_files(folder: Path, files: dict[str, str], progress: Progress | None = None) -> None:
    """Raises DatasetError for the first file of `files` (path below folder: SHA-256) that isn't as it was frozen."""
    for done, (name, digest) in enumerate(_sorted(files), 1):
        path = folder / name
        try:
            same = hash_of_file(path) == digest
        except OSError as error:
            why = error.strerror or error
            raise DatasetError(
                f"{path}: can't be read: {why}. The version is damaged: take it from a backup."
            ) from error
        if not same:
            raise DatasetError(f"{path}: it was changed after it was frozen. Take it from a backup.")
        if progress is not None:
            progress(done, len(files))


def _sorted(files: dict[str, str]) -> Iterable[tuple[str, str]]:
    return sorted(files.items())

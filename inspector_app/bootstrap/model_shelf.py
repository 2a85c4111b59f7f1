"""All packages of a home with their standing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from inspector_app.model_packages.package import ModelPackage, PackageError, network_files
from inspector_app.model_packages.plant_keys import KeyRing
from inspector_app.model_packages.shelf import SHIPPED, find_package, package_folders, package_names
from inspector_app.model_packages.signing import signed_by
from inspector_app.records.release_history import ReleaseHistory
from inspector_app.release.history import Entry, in_force, lines
from inspector_app.release.permission import check_released
from inspector_app.settings.home import Home


@dataclass(frozen=True, slots=True)
class Shelved:
    """One package. fault: why it is refused; released_for: the lines on which it is in force.

    in_shadow_on: those of them where it may only record.
    """

    name: str
    fault: str | None
    standing: str
    signature: str
    released_for: tuple[str, ...]
    package: ModelPackage | None
    in_shadow_on: tuple[str, ...] = ()

    @property
    def facts(self) -> dict[str, Any]:
        """As scripts read it."""
        package = self.package
        return {
            "name": self.name,
            "standing": self.standing,
            "fault": self.fault,
            "signature": self.signature,
            "released_for": self.released_for,
            "folder": package.folder if package else None,
            "sha256": package.sha256 if package else None,
            "family": package.card.family if package else None,
            "family_in_words": package.card.family_in_words if package else None,
            "created": package.card.created if package else None,
            "size_mb": round(size_mb(package), 1) if package else None,
        }


def list_packages(home: Home) -> list[Shelved]:
    """Every package of the home and of the program, whole or not; raises HistoryError for a changed history."""
    entries, ring = ReleaseHistory(home.releases).entries(), KeyRing(home.keys)
    folders = package_folders(home.models)
    return [_shelved(name, folders, home.models, entries, ring) for name in package_names(folders)]


def shelved(name: str, home: Home) -> tuple[Shelved, ModelPackage]:
    """One package by name or folder; raises PackageError where there is none or it isn't whole."""
    folders = package_folders(home.models)
    package = find_package(name, folders)
    entries, ring = ReleaseHistory(home.releases).entries(), KeyRing(home.keys)
    return _standing(name, package, home.models, entries, ring), package


def size_mb(package: ModelPackage) -> float:
    """All its files together, in millions of bytes."""
    return sum((package.folder / name).stat().st_size for name in package.card.files) / 1e6


def network_mb(package: ModelPackage) -> float:
    """The INT8 networks alone: what the station loads."""
    return sum((package.folder / name).stat().st_size for name in network_files(package.card)) / 1e6


def _shelved(
    name: str, folders: Sequence[Path], models: Path, entries: Sequence[Entry], ring: KeyRing
) -> Shelved:
    try:
        package = find_package(name, folders)
    except PackageError as error:
        return Shelved(name, str(error), "refused", "unknown", _in_force_on(name, entries), None)
    return _standing(name, package, models, entries, ring)


def _standing(
    name: str, package: ModelPackage, models: Path, entries: Sequence[Entry], ring: KeyRing
) -> Shelved:
    here = package.folder.resolve().parent == models.resolve()
    released = _in_force_on(package.folder.name, entries) if here else ()
    signature = signed_by(package, ring)
    for line in released:
        entry = in_force(entries, line)
        try:
            if entry is not None:
                check_released(package, entry, ring)
        except PackageError as error:
            return Shelved(name, str(error), "refused", signature, released, package)
    held = tuple(line for line in released if (entry := in_force(entries, line)) and entry.shadow_only)
    return Shelved(name, None, _words(package, released, held), signature, released, package, held)


def _words(package: ModelPackage, released: Sequence[str], held: Sequence[str]) -> str:
    if released:
        shadow = f" (in shadow only on {', '.join(held)})" if held else ""
        return f"released for {', '.join(released)}{shadow}"
    shipped = package.folder.resolve().parent == SHIPPED.resolve()
    return "under test, comes with the program" if shipped else "under test"


def _in_force_on(folder: str, entries: Sequence[Entry]) -> tuple[str, ...]:
    return tuple(
        line for line in lines(entries) if (entry := in_force(entries, line)) and entry.package == folder
    )

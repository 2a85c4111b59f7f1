"""Where packages are found: the home's own first, then those that ship with the program."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from inspector_app.model_packages.package import CARD, ModelPackage, PackageError, open_package

UNFINISHED = "."
"""What the name of a package's folder begins with while it is written."""

_OLD = ".old"

SHIPPED = Path(__file__).resolve().parents[2] / "models"


def package_folders(home_models: Path) -> tuple[Path, ...]:
    """The folders that are searched, in order."""
    return home_models, SHIPPED


def package_names(folders: Sequence[Path]) -> tuple[str, ...]:
    """Names of all packages, whole or not; a folder without a card is none, nor one that is being written."""
    for folder in folders:
        for aside in folder.glob(f"{UNFINISHED}*{_OLD}"):
            bring_back(folder / aside.name.removeprefix(UNFINISHED).removesuffix(_OLD))
    found = {path.parent.name for folder in folders for path in folder.glob(f"*/{CARD}")}
    return tuple(sorted(name for name in found if not name.startswith(UNFINISHED)))


def find_package(name: str, folders: Sequence[Path]) -> ModelPackage:
    """The first package of that name, verified. A path to a package's folder works as well.

    Raises PackageError where there is none, or where it isn't what its card says.
    """
    for folder in (*(folder / name for folder in folders), Path(name)):
        bring_back(folder)
        if (folder / CARD).is_file() and not folder.name.startswith(UNFINISHED):
            return open_package(folder)
    known = ", ".join(package_names(folders)) or "none"
    raise PackageError(f"no model package named {name}; there are: {known}")


def beside_names(target: Path) -> tuple[Path, Path]:
    """Where a package lies for a moment while it is exchanged: the old one, the new one."""
    old, new = (target.with_name(f"{UNFINISHED}{target.name}{end}") for end in (_OLD, ".new"))
    return old, new


def bring_back(target: Path) -> None:
    """The package that a kill left aside in the middle of an exchange is in its place again; else nothing happens."""
    if not target.name or target.exists():
        return
    aside, _ = beside_names(target)
    if (aside / CARD).is_file():
        with suppress(OSError):  # another process did it a moment ago, or the exchange went on
            aside.rename(target)

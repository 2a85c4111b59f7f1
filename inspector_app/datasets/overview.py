"""What datasets a home has, and which versions of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from inspector_app.datasets.labelled import DatasetError
from inspector_app.datasets.parts import Part
from inspector_app.datasets.store import count_images, is_dataset
from inspector_app.datasets.uses import count_uses, too_many
from inspector_app.datasets.vault.keeping import known_of_vault
from inspector_app.datasets.versions.manifest import read_manifest
from inspector_app.datasets.versions.reading import version_numbers
from inspector_app.settings.dataset_figures import DatasetFigures
from inspector_app.settings.home import Home


@dataclass(frozen=True, slots=True)
class VersionLine:
    """A version in a list; trouble: why it can't be used, where it can't.

    classes: those that learning sees images of. open_errors: of the check that it was frozen with.
    """

    number: int
    at: str = ""
    by: str = ""
    note: str = ""
    parent: int | None = None
    content: str = ""
    images: Mapping[Part, int] | None = None
    uses: Mapping[Part, int] | None = None
    warnings: tuple[str, ...] = ()
    trouble: str = ""
    classes: tuple[str, ...] = ()
    open_errors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DatasetLine:
    """A dataset in a list: images that can still change, images in its vault, versions that can't."""

    name: str
    images: int
    in_vault: int
    versions: tuple[VersionLine, ...]
    trouble: str = ""


def list_datasets(home: Home, figures: DatasetFigures) -> tuple[DatasetLine, ...]:
    """All datasets of a home by name; a damaged one is listed with its trouble and hides none of the others."""
    names = {
        each.name for folder in (home.datasets, home.frozen) if folder.is_dir() for each in folder.iterdir()
    }
    lines = (
        _dataset(home, name, figures)
        for name in sorted(names)
        if not name.startswith(".") and (is_dataset(home.datasets / name) or version_numbers(home, name))
    )
    return tuple(lines)


def _dataset(home: Home, name: str, figures: DatasetFigures) -> DatasetLine:
    versions = tuple(_version(home, name, number, figures) for number in version_numbers(home, name))
    images = in_vault = 0
    trouble = ""
    try:
        if is_dataset(home.datasets / name):
            images = count_images(home.datasets / name)
        in_vault = len(known_of_vault(home.vaults / name))
    except DatasetError as error:
        trouble = str(error)
    return DatasetLine(name, images, in_vault, versions, trouble)


def _version(home: Home, name: str, number: int, figures: DatasetFigures) -> VersionLine:
    folder = home.frozen / name
    try:
        manifest = read_manifest(folder / str(number))
        uses = count_uses(folder, number)
    except DatasetError as error:
        return VersionLine(number, trouble=str(error))
    return VersionLine(
        number,
        manifest.at,
        manifest.by,
        manifest.note,
        manifest.parent,
        manifest.content,
        {part: manifest.parts[part].images for part in Part},
        uses,
        too_many(uses, figures),
        classes=manifest.open_classes,
        open_errors=manifest.open_errors,
    )

"""Checks what a name stands for: a dataset of the home, a frozen version of it, or a folder."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from inspector_app.datasets.catalogue.keeping import read_catalogue
from inspector_app.datasets.checking.check import check_dataset
from inspector_app.datasets.checking.result import Remark, Weight
from inspector_app.datasets.grouping.groups import GroupRule, Trace
from inspector_app.datasets.grouping.looks import see_all
from inspector_app.datasets.labelled import Dataset
from inspector_app.datasets.parts import OPEN_PARTS
from inspector_app.datasets.store import is_dataset, read_dataset
from inspector_app.datasets.vault.keeping import known_of_vault
from inspector_app.datasets.versions.reading import open_version, verify_version
from inspector_app.settings.dataset_figures import DatasetFigures
from inspector_app.settings.home import Home


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check looked at and what it found; images in the vault count for leakage only."""

    target: str
    folder: Path
    images: int
    in_vault: int
    classes: tuple[str, ...]
    remarks: tuple[Remark, ...]

    def errors(self) -> tuple[Remark, ...]:
        """The remarks for which nothing should be trained on the set."""
        return tuple(remark for remark in self.remarks if remark.weight is Weight.ERROR)


def check_target(
    home: Home,
    target: str,
    figures: DatasetFigures,
    *,
    pattern: str | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Checked:
    """Checks NAME, NAME@VERSION or a folder in the station's layout, each file read once.

    pattern: of names that tell the group, else that of the figures.
    Raises DatasetError where there is no such set, or a frozen file was changed.
    """
    folder, dataset, vault = _found(home, target)
    remarks = check_dataset(
        dataset,
        see_all(dataset.images, progress),
        figures,
        rule=GroupRule.of(figures, pattern),
        vault=vault,
        entries=read_catalogue(home),
    )
    in_vault = sum(not trace.foreign for trace in vault)
    return Checked(target, folder, len(dataset.images), in_vault, dataset.classes, remarks)


def _found(home: Home, target: str) -> tuple[Path, Dataset, tuple[Trace, ...]]:
    """The folder that all files are in, the images, and what vaults have."""
    folder = Path(target).absolute()
    if not is_dataset(home.datasets / target) and is_dataset(folder):
        return folder, read_dataset(folder), ()
    name, at, _ = target.partition("@")
    vault = known_of_vault(home.vaults / name)
    others = _other_vaults(home, name)
    if not at:
        return home.datasets / name, read_dataset(home.datasets / name), (*vault, *others)
    version = open_version(home, target)
    verify_version(version)
    frozen = {name for name, image in version.manifest.images.items() if image.part not in OPEN_PARTS}
    parts = [read_dataset(version.folder / part) for part in OPEN_PARTS]
    images = tuple(image for part in parts for image in part.images)
    kept = (one for one in vault if one.name in frozen)
    return version.folder, Dataset(version.manifest.classes, images), (*kept, *others)


def _other_vaults(home: Home, name: str) -> tuple[Trace, ...]:
    """What lies in the vaults of other datasets: a set that was made from another must not train on its vault."""
    folders = sorted(home.vaults.iterdir()) if home.vaults.is_dir() else []
    return tuple(
        replace(trace, name=f"{folder.name}: {trace.name}", foreign=True)
        for folder in folders
        if folder.name != name
        for trace in known_of_vault(folder)
    )

"""Opens the vault of a frozen version, for `evaluate` alone; the import rules keep training code away from here."""

from __future__ import annotations

from collections.abc import Callable

from inspector_app.datasets.labelled import Dataset
from inspector_app.datasets.one_at_a_time import changing
from inspector_app.datasets.parts import Part
from inspector_app.datasets.store import read_dataset
from inspector_app.datasets.uses import Use, record_use
from inspector_app.datasets.vault.keeping import frozen_vault
from inspector_app.datasets.versions.reading import Version, verify_files
from inspector_app.settings.home import Home


def open_vault(
    home: Home, version: Version, *, model: str, by: str, progress: Callable[[int, int], None] | None = None
) -> Dataset:
    """The images of a version's vault, each file checked against its hash; the opening is on record first.

    Raises DatasetError for a changed or missing file, by name, and for a changed record of uses.
    """
    name, number = version.manifest.dataset, version.manifest.number
    folder = frozen_vault(home.vaults / name, number)
    with changing(home, name):
        record_use(version.folder.parent, Use(Part.VAULT, number, "evaluate", model, by))
    verify_files(folder, version.manifest.vault_files, progress)
    return read_dataset(folder)

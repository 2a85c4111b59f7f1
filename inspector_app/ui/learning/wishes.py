"""What can be asked of the desk besides trainings: each wish is one command of the program, run as a job.

Every wish has a `kind`, a `subject` (what it is about: a dataset, a package, a recipe) and a `title` for people. A
newer job of the same kind and subject takes the place of the one before.
"""

from __future__ import annotations

from typing import Literal

from inspector_app.ui.learning.dataset_wishes import (
    ApproveWish,
    CheckWish,
    DatasetExportWish,
    DiffWish,
    FreezeWish,
    ImportWish,
    SplitWish,
    TagWish,
)
from inspector_app.ui.learning.package_wishes import (
    CompareWish,
    GatesWish,
    KnownAcceptWish,
    KnownAddWish,
    KnownRunWish,
    PackageExportWish,
    PackageImportWish,
    ReleaseWish,
    ReportWish,
    RollbackWish,
)

__all__ = [
    "ApproveWish",
    "CheckWish",
    "CompareWish",
    "DatasetExportWish",
    "DatasetWish",
    "DiffWish",
    "FreezeWish",
    "GatesWish",
    "ImportWish",
    "JobWish",
    "KnownAcceptWish",
    "KnownAddWish",
    "KnownRunWish",
    "KnownSetWish",
    "PackageExportWish",
    "PackageImportWish",
    "PackageWish",
    "ReleaseWish",
    "ReleasingWish",
    "ReportWish",
    "RollbackWish",
    "SplitWish",
    "TagWish",
    "Thing",
    "thing_of",
]

DatasetWish = (
    ImportWish | CheckWish | TagWish | SplitWish | FreezeWish | ApproveWish | DatasetExportWish | DiffWish
)
ReleasingWish = GatesWish | ReleaseWish | RollbackWish
PackageWish = CompareWish | PackageExportWish | PackageImportWish | ReportWish
KnownSetWish = KnownAddWish | KnownRunWish | KnownAcceptWish
JobWish = DatasetWish | ReleasingWish | PackageWish | KnownSetWish
Thing = Literal["dataset", "package", "recipe"]


def thing_of(wish: JobWish) -> Thing:
    """What kind of thing a wish is about: a dataset and a package may have the same name."""
    if isinstance(wish, DatasetWish):
        return "dataset"
    return "recipe" if isinstance(wish, KnownSetWish) else "package"

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
    "DiffWish",
    "FreezeWish",
    "GatesWish",
    "ImportWish",
    "JobWish",
    "KnownAcceptWish",
    "KnownAddWish",
    "KnownRunWish",
    "PackageExportWish",
    "PackageImportWish",
    "ReleaseWish",
    "ReportWish",
    "RollbackWish",
    "SplitWish",
    "Thing",
    "thing_of",
]

JobWish = (
    ImportWish
    | CheckWish
    | SplitWish
    | FreezeWish
    | ApproveWish
    | DatasetExportWish
    | DiffWish
    | GatesWish
    | ReleaseWish
    | RollbackWish
    | CompareWish
    | PackageExportWish
    | PackageImportWish
    | ReportWish
    | KnownAddWish
    | KnownRunWish
    | KnownAcceptWish
)

Thing = Literal["dataset", "package", "recipe"]


def thing_of(wish: JobWish) -> Thing:
    """What kind of thing a wish is about: a dataset and a package may have the same name."""
    match wish:
        case (
            ImportWish()
            | CheckWish()
            | SplitWish()
            | FreezeWish()
            | ApproveWish()
            | DatasetExportWish()
            | DiffWish()
        ):
            return "dataset"
        case KnownAddWish() | KnownRunWish() | KnownAcceptWish():
            return "recipe"
        case _:
            return "package"

"""What jobs answer, as the program's commands give it with `--json`; what a screen does not show is left out."""

from __future__ import annotations

from inspector_app.ui.learning.dataset_answers import (
    ApproveAnswer,
    ApprovedAnswer,
    CheckAnswer,
    DatasetExportAnswer,
    DiffAnswer,
    FreezeAnswer,
    ImportAnswer,
    PartAnswer,
    RemarkAnswer,
    SplitAnswer,
    TagAnswer,
)
from inspector_app.ui.learning.package_answers import (
    AddedAnswer,
    ChangedAnswer,
    CompareAnswer,
    ComparedOnAnswer,
    EntryAnswer,
    GateAnswer,
    KnownAcceptAnswer,
    KnownAddAnswer,
    KnownRunAnswer,
    PackageExportAnswer,
    PackageImportAnswer,
    ReleaseAnswer,
    ReportAnswer,
    RollbackAnswer,
    SideAnswer,
    SideClassAnswer,
    WeightAnswer,
)

__all__ = [
    "AddedAnswer",
    "ApproveAnswer",
    "ApprovedAnswer",
    "ChangedAnswer",
    "CheckAnswer",
    "CompareAnswer",
    "ComparedOnAnswer",
    "DatasetExportAnswer",
    "DiffAnswer",
    "EntryAnswer",
    "FreezeAnswer",
    "GateAnswer",
    "ImportAnswer",
    "JobAnswer",
    "KnownAcceptAnswer",
    "KnownAddAnswer",
    "KnownRunAnswer",
    "PackageExportAnswer",
    "PackageImportAnswer",
    "PartAnswer",
    "ReleaseAnswer",
    "RemarkAnswer",
    "ReportAnswer",
    "RollbackAnswer",
    "SideAnswer",
    "SideClassAnswer",
    "SplitAnswer",
    "TagAnswer",
    "WeightAnswer",
]

JobAnswer = (
    ImportAnswer
    | CheckAnswer
    | TagAnswer
    | SplitAnswer
    | FreezeAnswer
    | ApproveAnswer
    | DatasetExportAnswer
    | DiffAnswer
    | ReleaseAnswer
    | RollbackAnswer
    | CompareAnswer
    | PackageExportAnswer
    | PackageImportAnswer
    | ReportAnswer
    | KnownAddAnswer
    | KnownRunAnswer
    | KnownAcceptAnswer
)

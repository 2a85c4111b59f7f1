"""The tables of station.db. Rows are only added, apart from three work lists that say what is open now."""

from inspector_app.records.tables.answers import DispositionRow, DrawnDefectRow, HoldEventRow
from inspector_app.records.tables.base import Base
from inspector_app.records.tables.inspected import FindingRow, FrameRow, InspectionRow, PartRow, VerdictRow
from inspector_app.records.tables.modes import InspectorAnswerRow, ModeRow, SecondOpinionRow, UninspectedRow
from inspector_app.records.tables.provenance import ModelRow, RecipeRow
from inspector_app.records.tables.shifts import (
    EventEndRow,
    EventRow,
    LotChangeRow,
    LotRow,
    ShiftEndRow,
    ShiftRow,
)
from inspector_app.records.tables.work_lists import HeldRow, KeptImageRow, WaitingRow

APPEND_ONLY: tuple[type[Base], ...] = (
    RecipeRow,
    ModelRow,
    LotRow,
    LotChangeRow,
    ShiftRow,
    ShiftEndRow,
    EventRow,
    EventEndRow,
    PartRow,
    InspectionRow,
    FrameRow,
    FindingRow,
    VerdictRow,
    DispositionRow,
    DrawnDefectRow,
    HoldEventRow,
    ModeRow,
    SecondOpinionRow,
    InspectorAnswerRow,
    UninspectedRow,
)
"""Tables whose rows a trigger protects from being changed or removed."""

__all__ = [
    "APPEND_ONLY",
    "Base",
    "DispositionRow",
    "DrawnDefectRow",
    "EventEndRow",
    "EventRow",
    "FindingRow",
    "FrameRow",
    "HeldRow",
    "HoldEventRow",
    "InspectionRow",
    "InspectorAnswerRow",
    "KeptImageRow",
    "LotChangeRow",
    "LotRow",
    "ModeRow",
    "ModelRow",
    "PartRow",
    "RecipeRow",
    "SecondOpinionRow",
    "ShiftEndRow",
    "ShiftRow",
    "UninspectedRow",
    "VerdictRow",
    "WaitingRow",
]

"""What the line and the window say to each other: plain data, one JSON object a message.

The line's half is in `line_events`, the window's in `window_commands`, what both are made of in `message_parts`; the
rest of the program takes all from here. The window sends commands and gets one Reply each; the line sends events to
every window. Pixels never travel here: they are in shared memory (live) or in image files (kept).
"""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, TypeAdapter

from inspector_app.domain.line_events import AnswerRecorded, LineState, Notice, PartInspected, Reply
from inspector_app.domain.message_parts import (
    CameraState,
    Counters,
    DrawnInfo,
    FindingInfo,
    ImageFolder,
    ViewImage,
)
from inspector_app.domain.window_commands import (
    AcknowledgeLine,
    EndShift,
    GiveAnswer,
    GiveInspectorAnswers,
    ReportIssued,
    SetFeed,
    SetLot,
    SetMode,
    SetProduct,
    SetSpeed,
    SettleHeld,
    StartShift,
    StopLine,
    UndoAnswer,
    UseFirstCamera,
)

__all__ = [
    "COMMANDS",
    "EVENTS",
    "AcknowledgeLine",
    "AnswerRecorded",
    "CameraState",
    "Command",
    "Counters",
    "DrawnInfo",
    "EndShift",
    "Event",
    "FindingInfo",
    "GiveAnswer",
    "GiveInspectorAnswers",
    "ImageFolder",
    "LineState",
    "Notice",
    "PartInspected",
    "Reply",
    "ReportIssued",
    "SetFeed",
    "SetLot",
    "SetMode",
    "SetProduct",
    "SetSpeed",
    "SettleHeld",
    "StartShift",
    "StopLine",
    "UndoAnswer",
    "UseFirstCamera",
    "ViewImage",
]

Event = Annotated[LineState | PartInspected | AnswerRecorded | Notice | Reply, Field(discriminator="kind")]
Command = Annotated[
    StartShift
    | EndShift
    | SetLot
    | SetProduct
    | SetSpeed
    | UseFirstCamera
    | SetFeed
    | GiveAnswer
    | GiveInspectorAnswers
    | UndoAnswer
    | SettleHeld
    | ReportIssued
    | AcknowledgeLine
    | SetMode
    | StopLine,
    Field(discriminator="kind"),
]
EVENTS: TypeAdapter[Event] = TypeAdapter(Event)
COMMANDS: TypeAdapter[Command] = TypeAdapter(Command)

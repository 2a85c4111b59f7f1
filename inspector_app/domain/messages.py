"""What the line and the window say to each other: plain data, one JSON object a message.

The window sends commands and gets one Reply each; the line sends events to every window. `kind` tells them
apart on the wire. Pixels never travel here: they are in shared memory (live) or in image files (kept).
"""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from inspector_app.domain.disposition import Answer
from inspector_app.domain.geometry import Outline
from inspector_app.domain.link_state import LinkState
from inspector_app.domain.recipe import Mode
from inspector_app.domain.shift import ShiftInfo
from inspector_app.domain.verdict import Outcome, Rule, Signal


class _Message(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class FindingInfo(_Message):
    """A finding on the wire; box is (x1, y1, x2, y2) in px; outlines and area of a network that gives them."""

    view: str
    defect_class: str
    score: float
    box: tuple[float, float, float, float]
    size_mm: float
    outlines: tuple[Outline, ...] = ()
    area_mm2: float | None = None


class DrawnInfo(_Message):
    """A defect that a person drew."""

    view: str
    defect_class: str
    box: tuple[float, float, float, float]


class ViewImage(_Message):
    """Where the kept image of a view and its golden are, relative to the home; None where there is none.

    width and height are the image's, in px; 0 where they are not known.
    """

    view: str
    image_path: str | None
    golden_path: str | None
    mm_per_px: float
    width: int = 0
    height: int = 0


class Counters(_Message):
    """Counts of the running shift; waiting is what a person has yet to answer."""

    inspected: int = 0
    passed: int = 0
    failed: int = 0
    review: int = 0
    waiting: int = 0
    in_hold_bin: int = 0
    skipped_live_frames: int = 0
    lost_frames: int = 0
    late: int = 0
    p99_latency_ms: float | None = None


class CameraState(_Message):
    """How one camera is; ring names the shared memory that holds its newest frames."""

    view: str
    state: Literal["starting", "live", "no image", "restarting", "fault", "stopped"]
    ring: str | None
    frame_age_s: float | None
    fps: float
    gaps: int
    detail: str = ""
    thrown: int = 0
    """Frames that came damaged or not at all; between parts they cost nobody anything."""
    losing: str = ""
    """A sentence where it gives images, but too many are lost."""


class ImageFolder(_Message):
    """How full the image folder is, and what was removed from it to stay under its cap."""

    used_bytes: int
    cap_bytes: int
    purged: int
    note: str = ""


# --- events: line to window -----------------------------------------------------------------------------


class LineState(_Message):
    """The heartbeat: sent at every change and at least twice a second."""

    kind: Literal["line_state"] = "line_state"
    state: Literal["starting", "running", "paused", "fault", "stopping"]
    detail: str
    ready: bool
    demo: bool
    mode: Mode
    recipe: str
    recipe_version: int
    product: str
    products: tuple[str, ...]
    model: str
    program_version: str
    lot: str | None
    shift: ShiftInfo | None
    parts_per_hour: float
    cameras: tuple[CameraState, ...]
    counters: Counters
    images: ImageFolder
    link: LinkState | None = None


class PartInspected(_Message):
    """One part is decided, recorded and signalled. truth is what the simulated line knows, else None."""

    kind: Literal["part_inspected"] = "part_inspected"
    inspection_id: str
    part_id: str
    number: int
    lot: str | None
    at: datetime
    outcome: Outcome
    rule: Rule
    reason: str
    signal: Signal
    findings: tuple[FindingInfo, ...]
    views: tuple[ViewImage, ...]
    latency_ms: float
    repeats: int = 0
    """How many parts running had the same class at the same place (5 means dirt or a wrong golden)."""
    truth: str | None = None
    deciding: int | None = None
    """Which of the findings decided, counted from 0; None where none did."""
    serial: str | None = None
    """Of the part, where one was scanned."""


class AnswerRecorded(_Message):
    """An answer was kept; waiting tells whether the part still waits for one."""

    kind: Literal["answer_recorded"] = "answer_recorded"
    disposition_id: str
    inspection_id: str
    answer: Answer
    person: str
    waiting: bool


class Notice(_Message):
    """Something that a person should know; an alarm needs an action, the rest is information."""

    kind: Literal["notice"] = "notice"
    level: Literal["info", "warning", "alarm"]
    text: str
    at: datetime


class Reply(_Message):
    """The answer to one command; error is a sentence for people. result holds an id where one was made."""

    kind: Literal["reply"] = "reply"
    command_id: str
    ok: bool
    error: str = ""
    result: str | None = None


# --- commands: window to line ---------------------------------------------------------------------------


class _Command(_Message):
    command_id: str


class StartShift(_Command):
    """Starts a shift; refused while one runs."""

    kind: Literal["start_shift"] = "start_shift"
    name: str
    operator: str
    planned_parts: int | None = None


class EndShift(_Command):
    """Ends the running shift."""

    kind: Literal["end_shift"] = "end_shift"
    notes: str = ""


class SetLot(_Command):
    """The next parts belong to this lot."""

    kind: Literal["set_lot"] = "set_lot"
    lot: str | None


class SetProduct(_Command):
    """Change to the recipe of another product, from the next part on."""

    kind: Literal["set_product"] = "set_product"
    product: str


class SetSpeed(_Command):
    """The simulated line's speed."""

    kind: Literal["set_speed"] = "set_speed"
    parts_per_hour: float = Field(gt=0, le=20_000)


class SetFeed(_Command):
    """Starts or stops the feed of parts."""

    kind: Literal["set_feed"] = "set_feed"
    running: bool


class GiveAnswer(_Command):
    """Confirm, override, can't tell, or missed (with the drawn boxes)."""

    kind: Literal["give_answer"] = "give_answer"
    inspection_id: str
    answer: Answer
    person: str
    defect_class: str | None = None
    reason: str | None = None
    drawn: tuple[DrawnInfo, ...] = ()


class UndoAnswer(_Command):
    """Takes back the newest answer of this person that is neither taken back nor in a report that went out."""

    kind: Literal["undo_answer"] = "undo_answer"
    person: str


class SettleHeld(_Command):
    """What became of a part in the hold bin."""

    kind: Literal["settle_held"] = "settle_held"
    inspection_id: str
    action: Literal["released", "scrapped"]
    person: str


class ReportIssued(_Command):
    """A report (a file) was saved or printed, of a shift, else of the newest that has ended: its answers are final."""

    kind: Literal["report_issued"] = "report_issued"
    shift_id: str | None
    report: str
    how: Literal["saved", "printed"]


class AcknowledgeLine(_Command):
    """A person has looked at the faults of the link to the line's PLC."""

    kind: Literal["acknowledge_line"] = "acknowledge_line"


class StopLine(_Command):
    """Ends the line's process after the part in work."""

    kind: Literal["stop_line"] = "stop_line"


Event = Annotated[LineState | PartInspected | AnswerRecorded | Notice | Reply, Field(discriminator="kind")]
Command = Annotated[
    StartShift
    | EndShift
    | SetLot
    | SetProduct
    | SetSpeed
    | SetFeed
    | GiveAnswer
    | UndoAnswer
    | SettleHeld
    | ReportIssued
    | AcknowledgeLine
    | StopLine,
    Field(discriminator="kind"),
]
EVENTS: TypeAdapter[Event] = TypeAdapter(Event)
COMMANDS: TypeAdapter[Command] = TypeAdapter(Command)

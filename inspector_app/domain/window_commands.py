"""What a window asks the line to do: shifts, lots, products, the feed, people's answers, the end.

`kind` tells the commands apart on the wire.
"""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from pydantic import Field

from inspector_app.domain.disposition import Answer, Condition
from inspector_app.domain.message_parts import DrawnInfo, Message
from inspector_app.domain.mode import ModeEvidence
from inspector_app.domain.recipe import Mode


class WindowCommand(Message):
    """An order of a person; the line answers each with one Reply that names its id."""

    command_id: str


class StartShift(WindowCommand):
    """Starts a shift; refused while one runs."""

    kind: Literal["start_shift"] = "start_shift"
    name: str
    operator: str
    planned_parts: int | None = None


class EndShift(WindowCommand):
    """Ends the running shift."""

    kind: Literal["end_shift"] = "end_shift"
    notes: str = ""


class SetLot(WindowCommand):
    """The next parts belong to this lot."""

    kind: Literal["set_lot"] = "set_lot"
    lot: str | None


class SetProduct(WindowCommand):
    """Change to the recipe of another product, from the next part on."""

    kind: Literal["set_product"] = "set_product"
    product: str


class SetSpeed(WindowCommand):
    """The simulated line's speed."""

    kind: Literal["set_speed"] = "set_speed"
    parts_per_hour: float = Field(gt=0, le=20_000)


class SetFeed(WindowCommand):
    """Starts or stops the feed of parts."""

    kind: Literal["set_feed"] = "set_feed"
    running: bool


class GiveAnswer(WindowCommand):
    """Confirm, override, can't tell, or missed (with the drawn boxes)."""

    kind: Literal["give_answer"] = "give_answer"
    inspection_id: str
    answer: Answer
    person: str
    defect_class: str | None = None
    reason: str | None = None
    drawn: tuple[DrawnInfo, ...] = ()


class UndoAnswer(WindowCommand):
    """Takes back the newest answer of this person that is neither taken back nor in a report that went out."""

    kind: Literal["undo_answer"] = "undo_answer"
    person: str


class SettleHeld(WindowCommand):
    """What became of a part in the hold bin."""

    kind: Literal["settle_held"] = "settle_held"
    inspection_id: str
    action: Literal["released", "scrapped"]
    person: str


class ReportIssued(WindowCommand):
    """A report (a file) was saved or printed, of a shift, else of the newest that has ended: its answers are final."""

    kind: Literal["report_issued"] = "report_issued"
    shift_id: str | None
    report: str
    how: Literal["saved", "printed"]


class AcknowledgeLine(WindowCommand):
    """A person has looked at the faults of the link to the line's PLC."""

    kind: Literal["acknowledge_line"] = "acknowledge_line"


class UseFirstCamera(WindowCommand):
    """A person gives a view back to its first camera."""

    kind: Literal["use_first_camera"] = "use_first_camera"
    view: str
    person: str


class StopLine(WindowCommand):
    """Ends the line's process after the part in work."""

    kind: Literal["stop_line"] = "stop_line"


class SetMode(WindowCommand):
    """Another mode for the model at work. Up needs evidence that meets the conditions; down never does."""

    kind: Literal["set_mode"] = "set_mode"
    mode: Mode
    person: str
    reason: str
    evidence: ModeEvidence | None = None


class InspectorSaid(Message):
    """What an inspector held a part to be without knowing the verdict; inspection_id None: no machine saw it."""

    inspection_id: str | None
    serial: str | None
    condition: Condition
    person: str
    at: datetime
    defect_class: str | None = None
    source: Literal["bench", "import"] = "import"


class GiveInspectorAnswers(WindowCommand):
    """Keeps all of them or none; up to so many at once as a day of a line has."""

    kind: Literal["give_inspector_answers"] = "give_inspector_answers"
    answers: tuple[InspectorSaid, ...] = Field(max_length=20_000)

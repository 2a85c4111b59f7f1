"""What the line says to every window: its state, each part, each answer that was kept; and to one, its reply.

`kind` tells the events apart on the wire.
"""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from inspector_app.domain.disposition import Answer
from inspector_app.domain.link_state import LinkState
from inspector_app.domain.message_parts import (
    CameraState,
    Counters,
    FindingInfo,
    ImageFolder,
    Message,
    ViewImage,
)
from inspector_app.domain.recipe import Mode
from inspector_app.domain.shift import ShiftInfo
from inspector_app.domain.verdict import Outcome, Rule, Signal


class LineState(Message):
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


class PartInspected(Message):
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


class AnswerRecorded(Message):
    """An answer was kept; waiting tells whether the part still waits for one."""

    kind: Literal["answer_recorded"] = "answer_recorded"
    disposition_id: str
    inspection_id: str
    answer: Answer
    person: str
    waiting: bool


class Notice(Message):
    """Something that a person should know; an alarm needs an action, the rest is information."""

    kind: Literal["notice"] = "notice"
    level: Literal["info", "warning", "alarm"]
    text: str
    at: datetime


class Reply(Message):
    """The answer to one command; error is a sentence for people. result holds an id where one was made."""

    kind: Literal["reply"] = "reply"
    command_id: str
    ok: bool
    error: str = ""
    result: str | None = None

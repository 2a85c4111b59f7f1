"""A shift: who worked, when, on which lots."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from pydantic import BaseModel, ConfigDict

EventKind = Literal["stop", "not ready", "camera outage", "alarm", "challenge", "event", "lost frame"]
"""What happens beside parts, and is kept with the shift."""


@dataclass(frozen=True, slots=True)
class Shift:
    """One shift on one line; ended_at is None while it runs. Times are UTC, zone is the plant's IANA zone."""

    id: str
    name: str
    site: str
    line: str
    zone: str
    operator: str
    started_at: datetime
    ended_at: datetime | None = None
    planned_parts: int | None = None
    notes: str = ""


class ShiftInfo(BaseModel):
    """The running shift."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    name: str
    operator: str
    started_at: datetime

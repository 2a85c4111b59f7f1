"""Parts and their passes through the station."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from uuid import uuid4

from inspector_app.domain.finding import Finding
from inspector_app.domain.verdict import Verdict


@dataclass(frozen=True, slots=True)
class Part:
    """One unit under inspection. number counts up on this station; serial and lot where they are known."""

    id: str
    number: int
    lot: str | None = None
    serial: str | None = None
    triggered_s: float | None = None
    """When the line announced it, in monotonic seconds, where it did; its deadline counts from there."""
    missed_before: int = 0
    """Triggers of the line between the part before and this one that were not looked at and have no number."""


@dataclass(frozen=True, slots=True)
class Provenance:
    """What decided: every row names it."""

    recipe: str
    recipe_version: int
    model: str
    model_sha256: str
    program_version: str


@dataclass(frozen=True, slots=True)
class StoredFrame:
    """A frame as it was kept: where its image is (relative to the home), and how it was taken."""

    view: str
    device_frame_id: int
    captured_at: datetime
    image_path: str | None
    golden_path: str | None
    width: int
    height: int
    mm_per_px: float


def heat_map_path(image_path: str) -> str:
    """Where the heat map of a kept image lies, if it has one: beside it, and it goes when the image goes."""
    return f"{image_path}.heat.png"


@dataclass(frozen=True, slots=True)
class Inspection:
    """One pass of a part: what was seen, what was decided, by what, and how long it took."""

    id: str
    part: Part
    started_at: datetime
    frames: tuple[StoredFrame, ...]
    findings: tuple[Finding, ...]
    verdict: Verdict
    provenance: Provenance
    latency_ms: float
    stages_ms: dict[str, float] = field(default_factory=dict)
    shift_id: str | None = None


def new_id() -> str:
    """A fresh id for a part, an inspection, an answer: 32 hex digits."""
    return uuid4().hex

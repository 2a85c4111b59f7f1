"""What the line's loop and the commands share. Changed by the line's thread only; the heart reads it."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

from inspector_app.domain.messages import Counters, Event
from inspector_app.domain.part import Part
from inspector_app.domain.shift import EventKind
from inspector_app.inspection.ports import RecordError
from inspector_app.settings.mode_figures import ModeFigures
from inspector_app.station.events import notice
from inspector_app.station.faults import Faults
from inspector_app.station.gate_count import GateCount
from inspector_app.station.no_link import NoLink
from inspector_app.station.ports import (
    AnswerDesk,
    LineCameras,
    LineLink,
    LineRecords,
    PartSource,
    RecipeAtWork,
    RecipeBook,
)
from inspector_app.station.result import Score
from inspector_app.station.signal_guard import SignalGuard

_LOG = logging.getLogger(__name__)

_LOG_LEVELS = {"info": logging.INFO, "warning": logging.WARNING, "alarm": logging.ERROR}
State = Literal["starting", "running", "paused", "fault", "stopping"]


@dataclass(frozen=True, slots=True)
class LineTools:
    """What a line works with. truth tells what a simulated part really was."""

    source: PartSource
    cameras: LineCameras
    guard: SignalGuard
    records: LineRecords
    answers: AnswerDesk
    book: RecipeBook
    publish: Callable[[Event], None]
    truth: Callable[[Part], str | None] = field(default=lambda part: None)
    link: LineLink = field(default_factory=NoLink)
    mode_figures: ModeFigures = field(default_factory=ModeFigures)


@dataclass(frozen=True, slots=True)
class LineNames:
    """What a shift is kept under; zone is the plant's IANA time zone."""

    site: str = "Site"
    line: str = "Line 1"
    zone: str = "UTC"


@dataclass(slots=True)
class Floor:
    """The line as it is now."""

    tools: LineTools
    at_work: RecipeAtWork
    names: LineNames
    state: State = "starting"
    ready: bool = False
    counters: Counters = field(default_factory=Counters)
    faults: Faults = field(default_factory=Faults)
    score: Score = field(default_factory=Score)
    gate: GateCount = field(default_factory=GateCount)
    stopping: threading.Event = field(default_factory=threading.Event)
    stop_event: str | None = None
    stopped_why: str = ""
    """Why the feed stands, in words; empty where it does not."""
    unacknowledged: bool = False
    """The line stopped itself, or came back stopped: READY is off until a person starts the feed."""
    newest_rejected: bool = False
    """The newest part was not passed."""
    stalled: bool = False
    """The part in work takes far too long."""
    trial_views: frozenset[str] = frozenset()
    """Cameras that came back and have not shown a part that could be judged."""
    lost_before_shift: int = 0
    """Frames lost before the running shift began, or before this start."""
    lost_in_records: int = 0
    """Frames of the running shift lost before this start."""

    def tell(self, level: Literal["info", "warning", "alarm"], text: str) -> None:
        """A notice to every window, and to the log."""
        _LOG.log(_LOG_LEVELS[level], "%s", text)
        self.tools.publish(notice(level, text))

    def keep_event(self, kind: EventKind, text: str, source: str = "") -> str | None:
        """Keeps an event; None where the records refuse, which must not stop the line."""
        try:
            return self.tools.records.add_event(kind, text, source)
        except RecordError as error:
            _LOG.error("an event could not be kept: %s", error)
            return None

    def close_event(self, event_id: str | None) -> None:
        """Keeps the end of an event that lasted."""
        if event_id is None:
            return
        try:
            self.tools.records.end_event(event_id)
        except RecordError as error:
            _LOG.error("the end of an event could not be kept: %s", error)

    def recount(self) -> None:
        """Brings the counters up to date."""
        tools, score = self.tools, self.score
        try:
            counters = tools.records.counters()
        except RecordError as error:
            _LOG.error("the counters could not be read: %s", error)
            return
        lost = self.lost_in_records + tools.cameras.lost_frames - self.lost_before_shift
        self.counters = counters.model_copy(
            update={
                "lost_frames": lost,
                "skipped_live_frames": tools.cameras.skipped_live_frames,
                "p99_latency_ms": score.newest_p99_ms or counters.p99_latency_ms,
            }
        )

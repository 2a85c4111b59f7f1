"""What the window needs of the outside world. `bootstrap.py` brings the real ones, tests bring fakes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, tzinfo
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from inspector_app.domain.catalogue import BOARD_CATALOGUE, DefectClass
from inspector_app.domain.disposition import OVERRIDE_REASONS
from inspector_app.domain.frame import Image
from inspector_app.domain.messages import Command, Event, Reply
from inspector_app.review.ports import InspectionReader

if TYPE_CHECKING:
    # screens that few people look at; their parts take a while to import
    from inspector_app.ui.cameras.ports import CameraDesk
    from inspector_app.ui.learning.ports import LearningDesk
    from inspector_app.ui.mode.ports import ModeBook


class Line(Protocol):
    """The line's process, over its local connection. Every method may be called from any thread."""

    @property
    def connected(self) -> bool:
        """Whether the line answers at the moment; the adapter connects again by itself."""

    def send(self, command: Command) -> Reply:
        """Sends a command and waits for its reply, a few seconds at most. Raises OSError where there is no line."""

    def subscribe(self, on_event: Callable[[Event], None]) -> Callable[[], None]:
        """Calls on_event for every event, from any thread; the returned function ends that."""


class LiveImage(Protocol):
    """A private copy of one frame."""

    @property
    def image(self) -> Image:
        """Gray (H, W) or BGR (H, W, 3)."""

    @property
    def age_s(self) -> float:
        """Seconds since it was taken."""


class LiveFrames(Protocol):
    """The newest frames of the views, from shared memory. Called from one worker thread at a time."""

    def newest(self, ring: str) -> LiveImage | None:
        """The newest frame in a ring (named by `CameraState`); None where nothing new came, or the ring is gone."""


class ReportJobs(Protocol):
    """Reports, each drawn by a process of its own. Both calls wait for it: call them from a worker."""

    def draw(self, shift_id: str | None) -> Path:
        """Draws the report of a shift (None: the newest) and returns the PDF. Raises OSError with a sentence."""

    def cancel(self) -> None:
        """Stops the drawing that runs; its half-done file is removed."""


@dataclass(frozen=True, slots=True)
class Site:
    """What does not change while the window is open: names from the settings, the home, what is at stake."""

    home: Path
    people: tuple[str, ...]
    shift_names: tuple[str, ...] = ("Early", "Late", "Night")
    classes: tuple[DefectClass, ...] = BOARD_CATALOGUE
    reasons: tuple[str, ...] = OVERRIDE_REASONS
    demo: bool = False
    scanner_prefix: str = ""
    zone: tzinfo = UTC
    """The plant's; every time on the screen is of this zone, as in the reports."""
    settings_trouble: tuple[str, ...] = ()
    """Settings that could not be used, in sentences: their defaults are at work."""


@dataclass(frozen=True, slots=True)
class Ports:
    """Everything that the window is given once the line is up."""

    site: Site
    line: Line
    frames: LiveFrames
    reader: InspectionReader
    reports: ReportJobs
    owns_line: bool = False
    """Whether the line ends with this window, since this window started it."""
    line_trouble: Callable[[], str] = field(default=lambda: "", compare=False)
    """What is being done about a line that does not answer, as the end of a sentence."""
    line_refusal: Callable[[], str] = field(default=lambda: "", compare=False)
    """Why a line that is started again and again refuses to run, as a sentence; empty where it does not."""
    learning: LearningDesk | None = None
    modes: ModeBook | None = None
    cameras: Callable[[], CameraDesk] | None = field(default=None, compare=False)
    """Makes the cameras' desk, which takes a while."""
    reminder: Callable[[], str] = field(default=lambda: "", compare=False)
    """What is due, as a sentence: a calibration. Reads files; empty where nothing is."""
    close: Callable[[], None] = field(default=lambda: None, compare=False)

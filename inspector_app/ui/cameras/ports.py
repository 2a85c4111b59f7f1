"""What the cameras' screen needs of the outside world. Every method may take seconds: call them from a worker."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from inspector_app.domain.frame import Image


class CameraDeskError(Exception):
    """What was wished can't be done; the message says why, and what to do."""


@dataclass(frozen=True, slots=True)
class MeterBar:
    """One meter: where its needle stands and where it should, all as shares of its scale, 0 to 1."""

    name: str
    value: float
    low: float
    high: float
    text: str
    peaks: bool = False
    """Whether a person turns something until it is highest."""

    @property
    def right(self) -> bool:
        """Whether the needle is where it should be."""
        return self.low <= self.value <= self.high


@dataclass(frozen=True, slots=True, eq=False)
class Look:
    """A live picture in full size, how old it is, and its meters with what to turn."""

    image: Image
    age_s: float
    bars: tuple[MeterBar, ...]
    advice: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CalibrationLine:
    """How the calibration of a view stands."""

    view: str
    text: str
    due: bool


@dataclass(frozen=True, slots=True)
class TargetWish:
    """The target before the camera: inner corners, and the side of a square in mm."""

    columns: int = 9
    rows: int = 6
    square_mm: float = 20.0


@dataclass(frozen=True, slots=True)
class Measured:
    """A scale that was measured, kept by nobody yet; doubts: why it should not be."""

    view: str
    text: str
    doubts: tuple[str, ...]
    meaning: tuple[str, ...]
    scale: object
    """The desk's own, given back to `keep`."""


@dataclass(frozen=True, slots=True, eq=False)
class DraftShown:
    """A golden that waits for a name: the merged picture, where the parts differ, and what to know of it."""

    view: str
    merged: Image
    differs: Image
    lines: tuple[str, ...]


class CameraDesk(Protocol):
    """Cameras and goldens of the home. Methods raise CameraDeskError."""

    def look(self, ring: str, recipe: str, view: str) -> Look | None:
        """The newest picture of a ring with its meters; None where nothing new came."""

    def calibrations(self, views: tuple[str, ...]) -> tuple[CalibrationLine, ...]:
        """How calibration stands, of these views."""

    def reminder(self) -> str:
        """A sentence where calibration is due; empty where it is not."""

    def find(self) -> tuple[str, ...]:
        """A line for each camera that was found, and for each trouble."""

    def measure(self, recipe: str, view: str, image: Image, target: TargetWish) -> Measured:
        """The scale by a picture of a target."""

    def keep(self, measured: Measured, recipe: str, person: str) -> str:
        """Keeps what was measured, in the recipe and the history; says what was done."""

    def gray_card(self, image: Image) -> str:
        """What a gray card says of the colours, and how to set them."""

    def print_target(self, target: TargetWish) -> Path:
        """A PDF to print."""

    def teach_golden(self, recipe: str, view: str) -> DraftShown:
        """Merges the newest good parts that the records have of a view."""

    def approve_golden(self, recipe: str, view: str, person: str) -> str:
        """The draft becomes the golden; says from when on."""

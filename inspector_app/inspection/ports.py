"""What the hot path needs of the outside world."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Protocol

import numpy as np
import numpy.typing as npt

from inspector_app.domain.frame import Frame, Image
from inspector_app.domain.part import Inspection, Part, StoredFrame
from inspector_app.domain.recipe import Recipe
from inspector_app.domain.verdict import Signal
from inspector_app.imaging import RawOutput
from inspector_app.novelty import Taught, TaughtSurface


class FrameMissingError(Exception):
    """No usable frame of a view came in time; the message says which view and why."""


@dataclass(frozen=True, slots=True)
class LoadedRecipe:
    """A recipe with the goldens of its views (by view name), read and checked."""

    recipe: Recipe
    goldens: dict[str, Image]
    golden_paths: dict[str, str]
    """Where the golden of each view lies, relative to the home; of a recipe at work, where the records keep it."""
    taught: dict[str, Taught | TaughtSurface] = field(default_factory=dict)
    """What the good parts of a view look like, where that was taught."""


class Cameras(Protocol):
    """All cameras of the line: one frame a view for each part."""

    def trigger(self, part: Part) -> None:
        """Asks every camera for its frame of this part."""

    def collect(self, part: Part, timeout_s: float) -> dict[str, Frame]:
        """The frames of this part by view, waiting at most timeout_s; a view whose frame failed is left out."""


class Network(Protocol):
    """The detector's network, loaded and warm."""

    @property
    def input_size(self) -> tuple[int, int]:
        """Width and height in px."""

    @property
    def classes(self) -> tuple[str, ...]:
        """Codes of the classes, in the order of the output."""

    @property
    def compares(self) -> bool:
        """Whether it takes image, golden and difference; else the image alone, in its colours."""

    def run(self, network_input: npt.NDArray[np.uint8]) -> RawOutput:
        """(H, W, 3) uint8 in, raw output out."""


class Recorder(Protocol):
    """Keeps images and rows. keep_image may run beside detection; record returns when the row is on disk."""

    def expect_images(self, count: int) -> None:
        """So many calls of keep_image follow; raises RecordError where too many images wait already."""

    def keep_image(
        self, inspection_id: str, frame: Frame, mm_per_px: float, golden_path: str | None
    ) -> StoredFrame:
        """Writes and syncs the image of a frame (and its own golden, where it brought one).

        golden_path: where the records keep the golden that it is compared with otherwise.
        """

    def keep_lossless(self, inspection_id: str, stored: StoredFrame, image: Image) -> StoredFrame:
        """The part did not pass: its image without loss in the place of the one that was kept; how it is kept now."""

    def keep_heat_map(self, stored: StoredFrame, heat: Image) -> None:
        """Keeps where a view is unlike the good parts, (h, w) uint8, beside its image; raises RecordError."""

    def discard(self, inspection_id: str) -> None:
        """Removes the images of an inspection that gets no row."""

    def record(self, inspection: Inspection) -> None:
        """Commits the rows of one inspection; raises RecordError where it can't."""


class RecordError(Exception):
    """A row or an image could not be kept; the message says why."""


class SignalError(Exception):
    """The line does not have the signal of a part, so it rejects it; the message says why."""


class Outputs(Protocol):
    """The line's outputs: the gate, the lamp, the PLC."""

    def send(self, part: Part, signal: Signal, defect_class: str = "") -> None:
        """Tells the line what becomes of the part, and the class of the defect that decided ("": none did).

        Returns when the line has it, as far as that can be seen. Raises SignalError where it has not.
        """

    def set_ready(self, ready: bool) -> None:
        """READY on or off; off means that everything is rejected."""

"""What the line needs of cameras, parts, records, recipes and answers; bootstrap brings them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from inspector_app.domain.frame import Frame
from inspector_app.domain.inspector_answer import InspectorAnswer
from inspector_app.domain.line_signals import StationWord
from inspector_app.domain.link_state import LinkState
from inspector_app.domain.messages import (
    AnswerRecorded,
    CameraState,
    Counters,
    GiveAnswer,
    ImageFolder,
    SettleHeld,
    UndoAnswer,
)
from inspector_app.domain.mode import ModeChange
from inspector_app.domain.part import Inspection, Part
from inspector_app.domain.recipe import Mode, Recipe
from inspector_app.domain.shift import EventKind, Shift


class PartSource(Protocol):
    """Where parts come from: a belt, or the names in a folder."""

    running: bool
    """Whether parts come; may be set."""
    parts_per_hour: float
    """The speed; may be set. 0: as fast as the line takes them."""

    @property
    def simulated(self) -> bool:
        """Whether this is the simulated line."""

    @property
    def ended(self) -> bool:
        """No part will come any more."""

    @property
    def missed(self) -> int:
        """Parts that went by without being looked at."""

    def next_part(self, timeout_s: float) -> Part | None:
        """The next part, waiting at most timeout_s; None where none is due."""

    def change_product(self, name: str) -> None:
        """Parts of another product come from now on. Raises ValueError where they can't."""

    def troubles(self) -> list[str]:
        """What went wrong since the last call, as sentences."""

    def close(self) -> None:
        """No more parts."""


class LineCameras(Protocol):
    """inspection.ports.Cameras, and how they are."""

    @property
    def lost_frames(self) -> int:
        """Views of parts that came without a usable frame."""

    @property
    def late_frames(self) -> int:
        """Frames that came after their part was given up."""

    @property
    def skipped_live_frames(self) -> int:
        """Live pictures left out."""

    @property
    def all_live(self) -> bool:
        """Whether every camera can give frames now."""

    @property
    def last_view_after_s(self) -> float:
        """How long after its announcement a part lies before the last camera; its deadline counts from there."""

    def start(self) -> None:
        """Starts them; they come up on their own."""

    def trigger(self, part: Part) -> None:
        """Asks every camera for its frame of this part."""

    def collect(self, part: Part, timeout_s: float) -> dict[str, Frame]:
        """The frames of this part by view; a view whose frame failed is left out."""

    def states(self) -> tuple[CameraState, ...]:
        """How every camera is."""

    def use_first(self, view: str) -> str:
        """A view's first camera takes over from its spare; returns why it can't, empty where it does."""

    def close(self) -> None:
        """Ends them."""


class RecipeAtWork(Protocol):
    """One recipe with its network, ready to inspect."""

    @property
    def recipe(self) -> Recipe:
        """What it judges by."""

    @property
    def model(self) -> str:
        """Name of the model package."""

    @property
    def standing(self) -> str:
        """A sentence: whether the package is released for this product, by whom, or under test."""

    @property
    def blocked(self) -> str:
        """Why the line may not be READY with it, as a short sentence; empty where nothing is in the way."""

    @property
    def details(self) -> str:
        """What exactly is in the way, and what to do."""

    @property
    def model_sha256(self) -> str:
        """Which content of the package it is: modes are kept for it."""

    def check_mode(self, mode: Mode) -> None:
        """Raises an error with a sentence where recipe or release do not let it do so much."""

    def change_mode(self, mode: Mode) -> None:
        """From the next part on; never fails, for it is the way down."""

    def look_again(self) -> None:
        """Asks whether what was in the way has been accepted by somebody."""

    def inspect(
        self, part: Part, frames: Mapping[str, Frame], *, shift_id: str | None, since: float
    ) -> Inspection:
        """Check, align, detect, judge, record, signal. Raises RecordError after the REJECT was sent."""

    def reload(self) -> None:
        """Loads the network anew after failures."""

    def close(self) -> None:
        """Lets go of what it holds."""


class RecipeBook(Protocol):
    """The recipes of this home."""

    def products(self) -> tuple[str, ...]:
        """What can be inspected."""

    def load(self, product: str) -> RecipeAtWork:
        """The recipe of a product, ready. Raises an error whose message is a sentence."""


class LineRecords(Protocol):
    """What the line itself keeps and asks; records.Store matches."""

    def current_shift(self) -> Shift | None:
        """The shift that runs."""

    def start_shift(self, shift: Shift) -> None:
        """Starts a shift; RecordError while one runs."""

    def end_shift(self, notes: str = "") -> Shift:
        """Ends the running shift; RecordError where none runs."""

    def resume_shift(self, alive_until: datetime | None) -> float:
        """The line runs again: where a shift runs, its time without a line is a stop. Returns it in s."""

    def current_lot(self) -> str | None:
        """The lot that was set last."""

    def set_lot(self, lot: str | None) -> None:
        """The next parts belong to this lot."""

    def add_event(self, kind: EventKind, text: str, source: str = "", at: datetime | None = None) -> str:
        """Keeps something that happened; returns its id."""

    def end_event(self, event_id: str, at: datetime | None = None) -> None:
        """Keeps when something ended that lasted."""

    def standing_stop(self) -> tuple[str, str] | None:
        """Id and words of the newest stop of the feed that nobody has ended."""

    def keep_report_issued(self, shift_id: str | None, text: str) -> None:
        """A report of a shift (None: the newest that has ended) went out: the answers in it are final."""

    def keep_mode(self, change: ModeChange) -> None:
        """From now on the package works on the line in this mode."""

    def add_inspector_answers(self, answers: Sequence[InspectorAnswer]) -> int:
        """Keeps what inspectors said by themselves; how many."""

    def note_uninspected(self, total: int) -> int:
        """The PLC has let so many parts go by manual inspection; how many of them are new."""

    def remember_recipe(self, recipe: Recipe) -> None:
        """Keeps a recipe as it judges from now on; inspections by its name and version refer to it."""

    def hold_passed(self, inspection_id: str, text: str) -> None:
        """A part that passed was rejected after all: it lies in the hold bin, and an event says why."""

    def counters(self) -> Counters:
        """Counts of the running shift."""

    def image_folder(self) -> ImageFolder:
        """How full the image folder is."""

    def purge_step(self) -> int:
        """Removes a few images where there are too many."""


class LineLink(Protocol):
    """The link to the line's PLC, beside the signals of parts (inspection.ports.Outputs). Nothing here waits."""

    @property
    def trouble(self) -> str:
        """Why READY can't be on the wire, in words; empty where it can."""

    @property
    def halting(self) -> bool:
        """Whether a fault of the link stops the line until a person has looked."""

    def state(self) -> LinkState | None:
        """How it is, for people; None where there is no PLC."""

    def progress(self) -> None:
        """The inspection loop turns: the heartbeat on the wire goes on, and only so."""

    def begin(self, part: Part, *, drives: bool) -> None:
        """The part is looked at now; drives: a signal of it will come."""

    def finish(self, part: Part) -> None:
        """The part is through."""

    def set_state(self, said: StationWord) -> None:
        """What the PLC is told of the station beside its parts."""

    def asked_product(self) -> tuple[int, str | None] | None:
        """A recipe number that the PLC has newly asked for, and its product (None: unknown). Given once."""

    def refuse_recipe(self, number: int, why: str) -> None:
        """The recipe that it asked for can't be put to work."""

    def news(self) -> list[str]:
        """What became known of parts since the last call, as sentences for people."""

    def acknowledge(self) -> None:
        """A person has looked at the faults."""


class AnswerDesk(Protocol):
    """People's answers. Every method raises an error whose message is a sentence where it refuses."""

    def give(self, command: GiveAnswer) -> AnswerRecorded:
        """Keeps an answer."""

    def undo(self, command: UndoAnswer) -> AnswerRecorded:
        """Takes the person's newest answer back that is not final."""

    def settle(self, command: SettleHeld) -> None:
        """Takes a part out of the hold bin."""

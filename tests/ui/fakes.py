"""A line, live frames, records and reports that answer from memory; pictures are real files."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import cv2
import numpy as np

from inspector_app.domain.disposition import Answer, Condition, Disposition
from inspector_app.domain.messages import (
    AnswerRecorded,
    CameraState,
    Command,
    Counters,
    EndShift,
    Event,
    FindingInfo,
    GiveAnswer,
    ImageFolder,
    LineState,
    PartInspected,
    Reply,
    SetFeed,
    SetLot,
    SettleHeld,
    StartShift,
    UndoAnswer,
    ViewImage,
)
from inspector_app.domain.recipe import Mode
from inspector_app.domain.shift import ShiftInfo
from inspector_app.domain.verdict import Outcome, Rule, Signal
from inspector_app.review.ports import HeldPart
from inspector_app.ui.ports import Ports, Site

SIZE = 640
VIEWS = ("top", "bottom")
PEOPLE = ("Amira Haddad", "Jörg Müller", "Nguyễn Thị Minh Khai")
START = datetime(2026, 11, 3, 5, 2, tzinfo=UTC)


def board(seed: int, size: int = SIZE) -> np.ndarray:
    """A board of a kind: traces and pads, the same for one seed."""
    random = np.random.default_rng(seed)
    image = np.full((size, size, 3), (60, 95, 40), np.uint8)
    for _ in range(60):
        x, y = (int(v) for v in random.integers(20, size - 20, 2))
        length = int(random.integers(40, size // 3))
        end = (min(size - 10, x + length), y) if random.random() < 0.5 else (x, min(size - 10, y + length))
        cv2.line(image, (x, y), end, (90, 150, 200), 5)
        cv2.circle(image, (x, y), 9, (110, 180, 215), -1)
        cv2.circle(image, (x, y), 4, (30, 40, 30), -1)
    return image


def with_defect(golden: np.ndarray, box: tuple[float, float, float, float], seed: int) -> np.ndarray:
    """The board with something gone, a little noise, and a shift of two pixels."""
    random = np.random.default_rng(seed)
    image = golden.copy()
    copper = (90, 150, 200)
    x1, y1, x2, y2 = (int(v) for v in box)
    cv2.ellipse(
        image, ((x1 + x2) // 2, (y1 + y2) // 2), ((x2 - x1) // 2, (y2 - y1) // 2), 0, 0, 360, copper, -1
    )
    image = np.roll(image, (2, -1), (0, 1))
    noise = random.normal(0, 4, image.shape)
    return np.clip(image + noise, 0, 255).astype(np.uint8)


def make_home(home: Path, size: int = SIZE) -> None:
    """Writes two goldens and a few pictures for each view."""
    (home / "images").mkdir(parents=True, exist_ok=True)
    for index, view in enumerate(VIEWS):
        golden = board(index, size)
        cv2.imwrite(str(home / "images" / f"golden-{view}.png"), golden)
        for number in range(4):
            picture = with_defect(golden, BOXES[number], number)
            cv2.imwrite(str(home / "images" / f"{view}-{number}.png"), picture)


BOXES = ((300, 280, 330, 300), (120, 420, 160, 440), (500, 90, 512, 118), (40, 40, 60, 52))
CLASSES = ("open", "mousebite", "spurious_copper", "pinhole")


def part(number: int, outcome: Outcome = Outcome.FAIL, **changes: object) -> PartInspected:
    """A part with one finding for FAIL and REVIEW; the picture is one of four."""
    kind = number % 4
    box = tuple(float(v) for v in BOXES[kind])
    findings = (
        FindingInfo(view="top", defect_class=CLASSES[kind], score=0.93, box=box, size_mm=0.62),
        FindingInfo(view="bottom", defect_class="spur", score=0.51, box=(200, 200, 230, 226), size_mm=0.31),
    )
    passed = outcome is Outcome.PASS
    made = PartInspected(
        inspection_id=f"i{number}",
        part_id=f"p{number}",
        number=number,
        lot="L-2231",
        at=datetime.now(UTC) - timedelta(seconds=number % 60),
        outcome=outcome,
        rule=Rule.NO_FINDING
        if passed
        else Rule.ABOVE_TOLERANCE
        if outcome is Outcome.FAIL
        else Rule.UNSURE_SCORE,
        reason="nothing found" if passed else "Open of 0.62 mm in view top, 0.20 mm allowed",
        signal=Signal.ACCEPT if passed else Signal.REJECT,
        findings=() if passed else findings,
        views=tuple(
            ViewImage(
                view=view,
                image_path=f"images/{view}-{kind}.png",
                golden_path=f"images/golden-{view}.png",
                mm_per_px=0.02,
            )
            for view in VIEWS
        ),
        latency_ms=31.0,
        truth="open 0.60 mm in view top",
    )
    return made.model_copy(update=changes)


def line_state(**changes: object) -> LineState:
    """A line that runs well."""
    state = LineState(
        state="running",
        detail="",
        ready=True,
        demo=True,
        mode=Mode.AUTO_REJECT,
        recipe="demo",
        recipe_version=3,
        product="board-a",
        products=("board-a", "board-b"),
        model="boards-int8-1",
        program_version="0.1.0",
        lot="L-2231",
        shift=ShiftInfo(id="s1", name="Early", operator=PEOPLE[0], started_at=START),
        parts_per_hour=500,
        cameras=tuple(
            CameraState(view=view, state="live", ring=f"/ring/{view}", frame_age_s=0.1, fps=5, gaps=0)
            for view in VIEWS
        ),
        counters=Counters(
            inspected=1234, passed=1170, failed=41, review=23, waiting=0, in_hold_bin=12, p99_latency_ms=38.4
        ),
        images=ImageFolder(used_bytes=1_240_000_000, cap_bytes=2_000_000_000, purged=310),
    )
    return state.model_copy(update=changes)


def set_event() -> threading.Event:
    event = threading.Event()
    event.set()
    return event


@dataclass
class FakeLine:
    """Keeps the commands; `refuse` and `broken` make it refuse or fail."""

    connected: bool = True
    refuse: str = ""
    broken: str = ""
    may_answer: threading.Event = field(default_factory=set_event)
    """Cleared, the line keeps the window waiting."""
    silent: bool = False
    state: LineState | None = None
    sent: list[Command] = field(default_factory=list)
    callbacks: list[Callable[[Event], None]] = field(default_factory=list)

    def send(self, command: Command) -> Reply:
        self.may_answer.wait(10)
        self.sent.append(command)
        if self.broken:
            raise ConnectionError(self.broken)
        if self.refuse:
            return Reply(command_id=command.command_id, ok=False, error=self.refuse)
        if not self.silent:
            self._follow(command)
        return Reply(command_id=command.command_id, ok=True, result=f"r{len(self.sent)}")

    def subscribe(self, on_event: Callable[[Event], None]) -> Callable[[], None]:
        self.callbacks.append(on_event)
        if self.state is not None:  # as the real client does
            on_event(self.state)
        return lambda: self.callbacks.remove(on_event)

    def tell(self, event: Event) -> None:
        for callback in list(self.callbacks):
            callback(event)

    @property
    def answers(self) -> list[GiveAnswer]:
        return [command for command in self.sent if isinstance(command, GiveAnswer)]

    def _follow(self, command: Command) -> None:
        if isinstance(command, GiveAnswer):
            waiting = command.answer is Answer.MISSED
            self._tell_answer(command.inspection_id, command.answer, command.person, waiting=waiting)
        elif isinstance(command, UndoAnswer):
            last = self._last_answer(command.person)
            if last is not None:
                self._tell_answer(last.inspection_id, Answer.UNDO, command.person, waiting=True)

    def _last_answer(self, person: str) -> GiveAnswer | None:
        kept: list[GiveAnswer] = []
        for command in self.sent[:-1]:
            if isinstance(command, GiveAnswer):
                kept.append(command)
            elif isinstance(command, UndoAnswer) and kept:
                kept.pop()
        return kept[-1] if kept else None

    def _tell_answer(self, inspection_id: str, answer: Answer, person: str, *, waiting: bool) -> None:
        self.tell(
            AnswerRecorded(
                disposition_id=f"d{len(self.sent)}", inspection_id=inspection_id, answer=answer, person=person,
                waiting=waiting,
            )
        )  # fmt: skip


@dataclass
class FakeImage:
    image: np.ndarray
    taken: float

    @property
    def age_s(self) -> float:
        return time.monotonic() - self.taken


@dataclass
class FakeFrames:
    """A new frame at every call, until it is frozen."""

    frozen: bool = False
    size: int = SIZE
    count: int = 0

    def __post_init__(self) -> None:
        self._boards = {f"/ring/{view}": board(index, self.size) for index, view in enumerate(VIEWS)}

    def newest(self, ring: str) -> FakeImage | None:
        if self.frozen:
            return None
        self.count += 1
        image = np.roll(self._boards.get(ring, next(iter(self._boards.values()))), self.count % 3, axis=1)
        return FakeImage(image, time.monotonic())


@dataclass
class FakeReader:
    """Records in memory."""

    parts: list[PartInspected] = field(default_factory=list)
    waits: list[PartInspected] = field(default_factory=list)
    held: list[HeldPart] = field(default_factory=list)
    reads: int = 0

    def waiting(self, limit: int = 200) -> list[PartInspected]:
        self.reads += 1
        return self.waits[:limit]

    def recent(self, limit: int = 50) -> list[PartInspected]:
        return self.parts[:limit]

    def inspection(self, inspection_id: str) -> PartInspected | None:
        return next((p for p in [*self.parts, *self.waits] if p.inspection_id == inspection_id), None)

    def answers(self, inspection_id: str) -> list[Disposition]:
        return []

    def hold_bin(self, limit: int = 500) -> list[HeldPart]:
        return self.held[:limit]


@dataclass
class FakeReports:
    """Gives one PDF, or fails."""

    file: Path | None = None
    error: str = ""
    drawn: list[str | None] = field(default_factory=list)
    cancelled: int = 0

    def draw(self, shift_id: str | None) -> Path:
        self.drawn.append(shift_id)
        if self.error or self.file is None:
            raise OSError(self.error or "no report")
        return self.file

    def cancel(self) -> None:
        self.cancelled += 1


@dataclass
class Station:
    """All fakes of one station."""

    home: Path
    line: FakeLine = field(default_factory=FakeLine)
    frames: FakeFrames = field(default_factory=FakeFrames)
    reader: FakeReader = field(default_factory=FakeReader)
    reports: FakeReports = field(default_factory=FakeReports)
    people: tuple[str, ...] = PEOPLE
    demo: bool = False
    owns_line: bool = False

    @property
    def site(self) -> Site:
        return Site(home=self.home, people=self.people, demo=self.demo)

    @property
    def ports(self) -> Ports:
        return Ports(self.site, self.line, self.frames, self.reader, self.reports, self.owns_line)


def held(number: int, condition: Condition | None, state: str = "held") -> HeldPart:
    """A part in the bin, with an answer or without."""
    inspection = part(number)
    answer = None
    if condition is not None:
        bad = condition is Condition.BAD
        answer = Disposition(
            id=f"d{number}",
            inspection_id=inspection.inspection_id,
            answer=Answer.CONFIRM if bad else Answer.OVERRIDE,
            condition=condition,
            person=PEOPLE[1],
            at=datetime.now(UTC),
            reason=None if bad else "Dust or fibre",
        )
    made = HeldPart(inspection, answer, "held", None, None)
    if state == "held":
        return made
    return replace(made, state=state, settled_by=PEOPLE[1], settled_at=datetime.now(UTC))


# commands that tests look for by type
SHIFT_COMMANDS = (StartShift, EndShift, SetLot, SetFeed, SettleHeld)

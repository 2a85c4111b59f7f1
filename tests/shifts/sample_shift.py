"""Realistic shifts in memory, for the reports' tests and for looking at the pages."""

from __future__ import annotations

import random
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from inspector_app.domain.disposition import OVERRIDE_REASONS, Answer, Condition, Disposition, DrawnDefect
from inspector_app.domain.geometry import Box
from inspector_app.domain.recipe import Mode
from inspector_app.domain.shift import Shift
from inspector_app.domain.verdict import Outcome, Rule
from inspector_app.shifts.ports import (
    AnswerRow,
    EventRow,
    FindingRow,
    HoldCounts,
    InspectionRow,
    RecipeRow,
    ViewImageRow,
)

SHIFT_ID = "shift-1"
START = datetime(2026, 11, 23, 5, 0, tzinfo=UTC)  # 06:00 in Berlin
CLASSES = ("open", "short", "mousebite", "spur", "spurious_copper", "pinhole")
WEIGHTS = (9, 4, 22, 12, 6, 3)
PEOPLE = ("Ana Kovač", "Jörg Müller")


@dataclass
class MemoryShift:
    """ShiftData over lists."""

    the_shift: Shift
    rows: list[InspectionRow] = field(default_factory=list)
    finding_rows: list[FindingRow] = field(default_factory=list)
    answer_rows: list[AnswerRow] = field(default_factory=list)
    event_rows: list[EventRow] = field(default_factory=list)
    recipes: list[RecipeRow] = field(default_factory=list)
    seen_before: list[str] = field(default_factory=list)
    hold: HoldCounts = field(default_factory=lambda: HoldCounts(0, 0, 0))
    lost: int | None = 0

    def shift(self, shift_id):
        return self.the_shift if shift_id == self.the_shift.id else None

    def shifts(self, limit=50):
        return [self.the_shift][:limit]

    def inspections(self, shift_id):
        return iter(self.rows)

    def findings(self, shift_id):
        return iter(self.finding_rows)

    def view_image(self, inspection_id, view):
        return ViewImageRow(0.02, f"images/{inspection_id}-{view}.jpg", "images/golden.png")

    def answers(self, shift_id):
        return iter(self.answer_rows)

    def events(self, shift_id):
        return iter(self.event_rows)

    def recipe(self, name, version):
        return next((row for row in self.recipes if (row.name, row.version) == (name, version)), None)

    def serials_seen_before(self, shift_id):
        return iter(self.seen_before)

    def hold_counts(self, shift_id):
        return self.hold

    def lost_frames(self, shift_id):
        return self.lost


def make_shift(**changes) -> Shift:
    """A morning shift of eight hours that is over."""
    shift = Shift(
        id=SHIFT_ID,
        name="Early",
        site="Werk Süd",
        line="Line 3",
        zone="Europe/Berlin",
        operator="Ana Kovač",
        started_at=START,
        ended_at=START + timedelta(hours=8),
        planned_parts=1200,
        notes="Feeder 2 jams now and then: maintenance is told. Top camera's lamp: change on Friday.",
    )
    return replace(shift, **changes)


def make_row(number: int, at: datetime, outcome=Outcome.PASS, **changes) -> InspectionRow:
    """One inspection; the rule fits the outcome."""
    rules = {
        Outcome.PASS: Rule.NO_FINDING,
        Outcome.FAIL: Rule.ABOVE_TOLERANCE,
        Outcome.REVIEW: Rule.UNSURE_SCORE,
    }
    row = InspectionRow(
        id=f"insp-{number:06d}",
        part_id=f"part-{number:06d}",
        number=number,
        serial=None,
        lot="L-2411",
        at=at,
        outcome=outcome,
        rule=rules[outcome],
        latency_ms=31.0,
        recipe="demo",
        recipe_version=4,
        model="boards-1.2.0",
        program_version="0.3.0",
    )
    return replace(row, **changes)


def make_finding(inspection_id: str, defect_class: str = "open", **changes) -> FindingRow:
    """The deciding finding of an inspection."""
    finding = FindingRow(
        inspection_id=inspection_id,
        view="top",
        defect_class=defect_class,
        score=0.91,
        box=Box(300, 300, 340, 330),
        size_mm=0.62,
        image_path=f"images/{inspection_id}-top.png",
        golden_path="recipes/demo/top.png",
        deciding=True,
    )
    return replace(finding, **changes)


def make_answer(inspection_id: str, answer=Answer.CONFIRM, condition=Condition.BAD, **changes) -> AnswerRow:
    """An answer in force."""
    in_force = changes.pop("in_force", True)
    disposition = Disposition(
        id=f"answer-{inspection_id}",
        inspection_id=inspection_id,
        answer=answer,
        condition=condition,
        person=PEOPLE[0],
        at=START + timedelta(hours=1),
    )
    return AnswerRow(replace(disposition, **changes), in_force)


DEMO_RECIPE = RecipeRow("demo", 4, "Board A7", Mode.AUTO_REJECT, ideal_parts_per_hour=180.0)


def busy_shift(
    parts: int = 1174, seed: int = 3, answered: float = 0.93, shift: Shift | None = None
) -> MemoryShift:
    """A usual shift: a few per cent fail, most are answered, some are false calls, one part comes again."""
    rng = random.Random(seed)
    shift = shift or make_shift()
    data = MemoryShift(shift, recipes=[DEMO_RECIPE])
    hours = ((shift.ended_at or START + timedelta(hours=8)) - shift.started_at).total_seconds()
    step = hours / max(1, parts)
    for number in range(1, parts + 1):
        at = shift.started_at + timedelta(seconds=step * (number - 0.5))
        _add_part(data, rng, number, at, answered)
    rejected = sum(row.outcome is not Outcome.PASS for row in data.rows)
    data.hold = HoldCounts(
        held=rejected // 6, released=rejected // 3, scrapped=rejected - rejected // 6 - rejected // 3
    )
    data.event_rows = _events(shift)
    data.lost = 1
    return data


def _add_part(data: MemoryShift, rng: random.Random, number: int, at: datetime, answered: float) -> None:
    bad_hour = (
        data.the_shift.started_at + timedelta(hours=5) <= at < data.the_shift.started_at + timedelta(hours=6)
    )
    fail = 0.14 if bad_hour else 0.035
    outcome = rng.choices(list(Outcome), (1 - fail - 0.02, fail, 0.02))[0]
    row = make_row(
        number,
        at,
        outcome,
        latency_ms=round(rng.lognormvariate(3.4, 0.12), 2),
        lot="L-2411" if number % 1000 < 600 else "L-2412",
        serial=f"SN{240000 + number}" if number % 3 == 0 else None,
    )
    if outcome is Outcome.REVIEW and rng.random() < 0.3:
        row = replace(row, rule=rng.choice((Rule.BLURRED, Rule.EMPTY_FIXTURE, Rule.NEAR_TOLERANCE)))
    data.rows.append(row)
    if outcome is Outcome.PASS:
        if rng.random() < 0.001:
            drawn = (DrawnDefect("top", "pinhole", Box(10, 10, 20, 20)),)
            data.answer_rows.append(
                make_answer(row.id, Answer.MISSED, at=at + timedelta(minutes=2), drawn=drawn)
            )
        return
    if row.rule not in {Rule.BLURRED, Rule.EMPTY_FIXTURE}:
        kind = rng.choices(CLASSES, WEIGHTS)[0]
        x, y = rng.randint(40, 560), rng.randint(40, 560)
        box = Box(x, y, x + rng.randint(12, 44), y + rng.randint(12, 44))
        size = round(box.long_side * 0.02, 2)
        score = round(rng.uniform(0.5, 0.98), 2)
        data.finding_rows.append(make_finding(row.id, kind, box=box, size_mm=size, score=score))
    if rng.random() < answered:
        data.answer_rows.append(_answer(rng, row, at + timedelta(minutes=rng.uniform(0.2, 20))))


def _answer(rng: random.Random, row: InspectionRow, at: datetime) -> AnswerRow:
    person = rng.choice(PEOPLE)
    draw = rng.random()
    if draw < 0.82:
        return make_answer(row.id, at=at, person=person)
    if draw < 0.94:
        reason = rng.choice(OVERRIDE_REASONS)
        return make_answer(row.id, Answer.OVERRIDE, Condition.GOOD, at=at, person=person, reason=reason)
    if draw < 0.98:
        return make_answer(row.id, Answer.OVERRIDE, at=at, person=person, defect_class="spur")
    return make_answer(row.id, Answer.CANT_TELL, Condition.UNKNOWN, at=at, person=person)


def _events(shift: Shift) -> list[EventRow]:
    start = shift.started_at
    return [
        EventRow(
            start + timedelta(minutes=95), "stop", "Feeder 2 jammed", "Line 3", start + timedelta(minutes=107)
        ),
        EventRow(
            start + timedelta(minutes=200),
            "camera outage",
            "No image for 7 s; camera restarted",
            "top",
            start + timedelta(minutes=200, seconds=41),
        ),
        EventRow(start + timedelta(minutes=201), "alarm", "A triggered frame of view top was lost", "top"),
        EventRow(start + timedelta(minutes=240), "event", "Lot changed to L-2412", "Ana Kovač"),
    ]


def empty_shift() -> MemoryShift:
    """Started and ended; nothing came."""
    return MemoryShift(make_shift(notes="", planned_parts=None), lost=None)


def one_part_shift(outcome=Outcome.FAIL) -> MemoryShift:
    """One part, still unanswered where it was rejected."""
    data = MemoryShift(make_shift(planned_parts=None, notes=""), recipes=[DEMO_RECIPE])
    data.rows.append(make_row(1, START + timedelta(minutes=10), outcome))
    if outcome is not Outcome.PASS:
        data.finding_rows.append(make_finding(data.rows[0].id))
        data.hold = HoldCounts(1, 0, 0)
    return data


NAMES = {
    "Latin": "Łukasz Żółć-Ñandú Ørsted",
    "Greek": "Αλέξανδρος Παπαδόπουλος",
    "Cyrillic": "Владимир Щукин",
    "Chinese": "王小明",
    "Japanese": "山田 たろう サブロー",
    "Korean": "김민수",
    "Arabic": "محمد عبد الله",
    "Hebrew": "דָּוִד כהן",
    "Devanagari": "प्रिया शर्मा",
    "Bengali": "শ্রেয়া ঘোষ",
    "Tamil": "ஸ்ரீ முருகன்",
    "Thai": "สมชาย ใจดี",
    "Georgian": "გიორგი ბერიძე",
    "Armenian": "Արամ Խաչատրյան",
    "Vietnamese": "Nguyễn Thị Phượng",
    "Ethiopic": "አበበ ቢቂላ",
    "Mixed": "Jean محمد 12 王",
    "Emoji": "Zoë 🙂",
    "Rare": "𞤀𞤣𞤤𞤢𞤥",
    "Decomposed": "Zoe\u0308 Mu\u0308ller",
}


def any_script_shift() -> MemoryShift:
    """Names of people, lots, products and places in many scripts, and one far too long."""
    site = f"{NAMES['Chinese']} · {NAMES['Arabic']}"
    shift = make_shift(
        name=NAMES["Japanese"],
        site=site,
        line=NAMES["Hebrew"],
        operator=NAMES["Arabic"],
        notes="\n".join(NAMES.values()),
    )
    data = busy_shift(parts=len(NAMES) * 4, shift=shift, answered=0.0)
    data.recipes = [replace(DEMO_RECIPE, product=NAMES["Korean"])]
    rejected = []
    for index, row in enumerate(data.rows):
        if index % 4 == 0:
            data.rows[index] = replace(
                row, outcome=Outcome.FAIL, rule=Rule.ABOVE_TOLERANCE, lot=list(NAMES.values())[index // 4]
            )
            rejected.append(data.rows[index])
    for row, (script, name) in zip(rejected, NAMES.items(), strict=True):
        reason = f"{script}: {name}"
        data.answer_rows.append(
            make_answer(row.id, Answer.OVERRIDE, Condition.GOOD, person=name, reason=reason)
        )
    long_name = "Maximiliane-Wilhelmine von und zu Hohenlohe-Waldenburg-Schillingsfürst " * 4
    data.answer_rows.append(
        make_answer(data.rows[1].id, Answer.OVERRIDE, Condition.BAD, person=long_name, reason="W" * 300)
    )
    return data


def huge_shift(parts: int = 50_000) -> MemoryShift:
    """A shift at 5,000 parts an hour for ten hours; thousands of answers."""
    return busy_shift(
        parts=parts, shift=make_shift(ended_at=START + timedelta(hours=10), planned_parts=50_000)
    )


def midnight_shift() -> MemoryShift:
    """22:00 to 06:00 over the night on which summer time ends: nine hours."""
    start = datetime(2026, 10, 24, 20, 0, tzinfo=UTC)
    shift = make_shift(name="Night", started_at=start, ended_at=start + timedelta(hours=9))
    return busy_shift(parts=900, shift=shift)


def running_shift() -> MemoryShift:
    """A shift that is not over."""
    data = busy_shift(parts=300)
    data.the_shift = replace(data.the_shift, ended_at=None)
    return data

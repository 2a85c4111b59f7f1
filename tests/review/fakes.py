"""Records in memory, as review's ports describe them."""

from __future__ import annotations

from datetime import UTC, datetime

from inspector_app.domain.disposition import Disposition
from inspector_app.domain.messages import FindingInfo, PartInspected, ViewImage
from inspector_app.domain.part import new_id
from inspector_app.domain.verdict import Outcome, Rule, Signal
from inspector_app.review.answers import still_waits
from inspector_app.review.ports import AnsweredInspection

AT = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
RULES = {
    Outcome.PASS: Rule.NO_FINDING,
    Outcome.FAIL: Rule.ABOVE_TOLERANCE,
    Outcome.REVIEW: Rule.UNSURE_SCORE,
}


def finding(view="top", defect_class="open", box=(10.0, 20.0, 30.0, 40.0)):
    return FindingInfo(view=view, defect_class=defect_class, score=0.9, box=box, size_mm=0.4)


def inspected(outcome=Outcome.FAIL, *, findings=None, views=("top", "bottom"), rule=None, **more):
    """An inspection of 100 x 80 px views."""
    if findings is None:
        findings = () if outcome is Outcome.PASS else (finding(),)
    inspection_id = new_id()
    images = tuple(
        ViewImage(
            view=view,
            image_path=f"images/{inspection_id}-{view}.jpg",
            golden_path="images/goldens/g.png",
            mm_per_px=0.02,
            width=100,
            height=80,
        )
        for view in views
    )
    values = {
        "inspection_id": inspection_id,
        "part_id": new_id(),
        "number": 1,
        "lot": None,
        "at": AT,
        "outcome": outcome,
        "rule": rule or RULES[outcome],
        "reason": "",
        "signal": Signal.ACCEPT if outcome is Outcome.PASS else Signal.REJECT,
        "findings": tuple(findings),
        "views": images,
        "latency_ms": 10.0,
        "deciding": 0 if findings else None,
    }
    return PartInspected(**{**values, **more})


class Records:
    """Store and reader in one; rows are only added."""

    def __init__(self, *inspections):
        self.inspections = {}
        self.rows: list[tuple[str | None, Disposition]] = []
        self.held = {}
        self.shift = "early"
        self.issued = set()
        for inspection in inspections:
            self.add(inspection)

    def add(self, inspection):
        self.inspections[inspection.inspection_id] = inspection
        if inspection.signal is Signal.REJECT:
            self.held[inspection.inspection_id] = "held"
        return inspection

    def inspection(self, inspection_id):
        return self.inspections.get(inspection_id)

    def add_disposition(self, disposition):
        self.rows.append((self.shift, disposition))

    def answers(self, inspection_id):
        return [each for _, each in self.rows if each.inspection_id == inspection_id]

    def open_answers_of(self, person, limit=50):
        of_person = [each for shift, each in self.rows if each.person == person and shift not in self.issued]
        return of_person[::-1][:limit]

    def is_waiting(self, inspection_id):
        return still_waits(self.inspections[inspection_id].outcome, self.answers(inspection_id))

    def held_state(self, inspection_id):
        return self.held.get(inspection_id)

    def add_hold_event(self, inspection_id, action, person, at):
        self.held[inspection_id] = action

    def count_answered(self):
        return len({each.inspection_id for _, each in self.rows})

    def answered(self):
        for inspection_id, inspection in self.inspections.items():
            answers = tuple(self.answers(inspection_id))
            if answers:
                yield AnsweredInspection(inspection, answers)

"""Repeated defects."""

from datetime import UTC, datetime

from inspector_app.domain.finding import Finding
from inspector_app.domain.geometry import Box
from inspector_app.domain.part import Inspection, Part, Provenance, StoredFrame, new_id
from inspector_app.domain.verdict import Outcome, Rule, Verdict
from inspector_app.station.repeats import RepeatWatch

VERDICT = Verdict(Outcome.FAIL, Rule.ABOVE_TOLERANCE, "open")


def seen(*findings, views=("left", "right")):
    now = datetime.now(UTC)
    frames = tuple(StoredFrame(view, 1, now, None, None, 640, 640, 0.02) for view in views)
    return Inspection(
        new_id(), Part("p", 1), now, frames, findings, VERDICT, Provenance("r", 1, "m", "", ""), 1.0
    )


def finding(x, y=100.0, view="left", code="open"):
    return Finding(view, code, 0.9, Box(x, y, x + 20, y + 20), 0.4)


def counts(*inspections):
    watch = RepeatWatch()
    repeats = [watch.see(inspection) for inspection in inspections]
    return [repeat.count if repeat is not None else 0 for repeat in repeats]


def test_the_same_class_near_the_same_place_is_a_row():
    assert counts(*(seen(finding(100 + 4 * step)) for step in range(4))) == [1, 2, 3, 4]


def test_another_place_class_or_view_begins_anew():
    assert counts(
        seen(finding(100)),
        seen(finding(300)),
        seen(finding(300, code="short")),
        seen(finding(300, code="short", view="right")),
    ) == [1, 1, 1, 1]


def test_a_part_without_it_breaks_the_row_and_one_whose_view_was_not_seen_does_not():
    assert counts(seen(finding(100)), seen(), seen(finding(100))) == [1, 0, 1]
    assert counts(seen(finding(100)), seen(views=("right",)), seen(finding(100))) == [1, 0, 2]


def test_the_longest_of_several_rows_counts():
    assert counts(seen(finding(100)), seen(finding(400), finding(104))) == [1, 2]

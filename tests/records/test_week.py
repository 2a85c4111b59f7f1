"""The week's rows, and its PDF from them."""

from datetime import UTC, datetime, timedelta

from inspector_app.domain.disposition import Answer, Condition, Disposition
from inspector_app.domain.inspector_answer import InspectorAnswer
from inspector_app.domain.part import new_id
from inspector_app.domain.verdict import Outcome
from inspector_app.records.week_reader import WeekReader
from inspector_app.reports.week_pdf import draw_week_report
from inspector_app.shifts.week import build_week_report, week_of

from .builders import inspect

NOW = datetime.now(UTC)
SPAN = (NOW - timedelta(days=1), NOW + timedelta(days=1))


def own(inspection, condition, serial=None):
    about = inspection.id if inspection is not None else None
    return InspectorAnswer(new_id(), about, serial, condition, "Bo", NOW, "import", "open")


def report_of(home):
    with WeekReader(home) as reader:
        parts, models = reader.parts(*SPAN)
        without = reader.without_machine(*SPAN)
    return build_week_report(parts, models, without, span=SPAN, names=("Plant", "Line 1", "UTC"))


def test_machine_inspector_and_settled_answer_of_each_part(store, home, tmp_path):
    passed = inspect(store, serial="S-1")
    failed = inspect(store, 2, outcome=Outcome.FAIL, serial="S-2")
    inspect(store, 3)
    store.add_inspector_answers([own(passed, Condition.BAD), own(failed, Condition.GOOD)])
    settled = Disposition(new_id(), failed.id, Answer.CONFIRM, Condition.BAD, "QA", NOW)
    store.add_disposition(settled)
    store.note_uninspected(0)
    store.note_uninspected(4)
    store.add_inspector_answers([own(None, Condition.BAD, "M-1")])
    report = report_of(home)
    spots = report.spots
    assert [one.label for one in spots.person_missed] == ["S-2 (no. 2)"]
    assert [one.label for one in spots.not_settled] == ["S-1 (no. 1)"]
    assert (spots.inspected, spots.judged_by_both) == (3, 2)
    assert report.without_machine == (4, 1, 1)
    draw_week_report(report, tmp_path / "a.pdf")
    draw_week_report(report_of(home), tmp_path / "b.pdf")
    assert (tmp_path / "a.pdf").read_bytes() == (tmp_path / "b.pdf").read_bytes()


def test_an_empty_week_prints(store, home, tmp_path):
    report = report_of(home)
    draw_week_report(report, tmp_path / "empty.pdf")
    assert report.spots.inspected == 0


def test_parts_are_found_by_serial_and_by_number(store, home):
    first = inspect(store, 7, serial="S-7")
    again = inspect(store, 8, serial="S-7")
    with WeekReader(home) as reader:
        assert reader.find("S-7", None) == again.id
        assert reader.find(None, 7) == first.id
        assert reader.find("S-9", None) is None


def test_a_week_is_monday_to_monday():
    begin, end = week_of(datetime(2026, 3, 4, 15, tzinfo=UTC))
    assert (begin.day, end.day, begin.hour) == (2, 9, 0)

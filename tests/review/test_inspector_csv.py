"""Inspectors' answers from a table: whole or not at all, and each complaint names its line."""

from datetime import UTC, datetime

import pytest

from inspector_app.domain.disposition import Condition
from inspector_app.review.inspector_csv import InspectorCsvError, read_inspector_csv

NOW = datetime(2026, 3, 1, tzinfo=UTC)


def find(serial, number):
    return {("S1", None): "i1", (None, 7): "i7"}.get((serial, number))


def read(text, **more):
    given = {"person": "Ada", "now": NOW, "classes": {"open"}} | more
    return read_inspector_csv(text, find, **given)


def test_serials_and_numbers_of_parts_with_windows_line_ends_and_a_mark_at_the_beginning():
    said = read("\ufeffserial;condition;defect_class;at\r\nS1;BAD;open;2026-02-01T08:00+01:00\r\n\r\n")
    assert [(one.inspection_id, one.condition, one.defect_class, one.person) for one in said] == [
        ("i1", Condition.BAD, "open", "Ada")
    ]
    assert said[0].at == datetime(2026, 2, 1, 7, tzinfo=UTC)
    assert read("part,condition,person\n7,good,Bo\n")[0].inspection_id == "i7"


def test_parts_that_no_machine_saw_are_kept_only_where_that_is_said():
    with pytest.raises(InspectorCsvError, match="line 2: no machine saw S9"):
        read("serial,condition\nS9,good\n")
    [kept] = read("serial,condition\nS9,good\n", not_inspected=True)
    assert (kept.inspection_id, kept.serial) == (None, "S9")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("serial,state\nS1,good\n", "no column 'state'"),
        ("serial\nS1\n", "are needed"),
        ("serial,condition\nS1,good\nS1,fine\n", "line 3: condition is 'fine'"),
        (
            "serial,condition,defect_class\nS1,bad,crack\n",
            "line 2: the catalogue has no defect class 'crack'",
        ),
        ("part,condition\nseven,bad\n", "line 2: part is 'seven'"),
        ("serial,condition,at\nS1,bad,yesterday\n", "line 2: at is 'yesterday'"),
        ("serial,condition\n,bad\n", "line 2: neither serial nor part"),
        ("serial,condition\nS1,bad,open\n", "line 2: it has more cells"),
        ("", "are needed"),
    ],
)
def test_what_can_not_be_taken_names_its_line(text, words):
    with pytest.raises(InspectorCsvError, match=words):
        read(text)


def test_somebody_must_have_said_it():
    with pytest.raises(InspectorCsvError, match="no person"):
        read("serial,condition\nS1,bad\n", person="")

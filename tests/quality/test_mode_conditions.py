"""The written conditions of the way up: each with its figure, and few parts never meet a bound."""

from datetime import UTC, datetime

import pytest

from inspector_app.domain.mode import ModeEvidence
from inspector_app.domain.recipe import Mode
from inspector_app.quality.mode_conditions import judge_conditions, unmet
from inspector_app.settings.mode_figures import ModeFigures

GOOD = {
    "days": 8,
    "passed": 1800,
    "passed_good": 1700,
    "passed_bad": 2,
    "rejected": 200,
    "rejected_good": 15,
    "rejected_bad": 180,
    "rejected_unknown": 5,
}


def evidence(**changes):
    return ModeEvidence(
        line="board",
        model_sha256="ab",
        mode=Mode.SHADOW,
        since=datetime(2026, 1, 1, tzinfo=UTC),
        **(GOOD | changes),
    )


def missing(limits=None, **changes):
    return [gate.name for gate in unmet(judge_conditions(evidence(**changes), limits or ModeFigures()))]


def test_a_good_fortnight_meets_every_condition():
    assert missing() == []


@pytest.mark.parametrize(
    ("changes", "name"),
    [
        ({"days": 6}, "Days with parts"),
        ({"passed": 700, "passed_good": 690}, "Parts"),
        ({"rejected_bad": 100, "rejected_unknown": 0}, "Rejects answered"),
        ({"rejected_good": 130, "rejected_bad": 65}, "False calls, of good parts"),
        ({"passed_bad": 30}, "Escapes, of passed parts looked at"),
        ({"passed_bad": 150}, "Agreement of machine and people"),
        ({"passed_good": 200}, "Parts that people judged too"),
    ],
)
def test_one_that_is_not_met_is_named(changes, name):
    assert name in missing(**changes)


def test_a_bound_is_judged_by_the_end_of_its_interval():
    """No escape among 100 parts is not yet "at most 1 %": it could be 3.7 %."""
    few = {"passed_good": 100, "passed_bad": 0}
    gates = {gate.name: gate for gate in judge_conditions(evidence(**few), ModeFigures())}
    gate = gates["Escapes, of passed parts looked at"]
    assert gate.met is False
    assert "0.0 to 3.7 %, 0 of 100" in gate.said
    assert gate.advice
    more = {"passed_good": 381, "passed_bad": 0}
    assert "Escapes, of passed parts looked at" not in missing(**more)


def test_nobody_looked_at_passed_parts_so_nobody_knows_the_escapes():
    gates = judge_conditions(evidence(passed_good=0, passed_bad=0), ModeFigures())
    assert next(gate for gate in gates if gate.name.startswith("Escapes")).met is None


def test_passed_parts_that_nobody_answered_count_as_good_in_the_false_calls():
    assert "False calls, of good parts" not in missing(passed_good=0, passed_bad=0)


def test_the_limits_are_settings_and_say_where_they_come_from():
    assert missing(ModeFigures(mode_days=10)) == ["Days with parts"]
    gates = {gate.name: gate for gate in judge_conditions(evidence(), ModeFigures(mode_days=3))}
    assert gates["Days with parts"].source == "chosen here"
    assert gates["Parts"].source == "guide, step Validate"

"""Going down is immediate and always; going up names every condition that is not met."""

from datetime import UTC, datetime

import pytest

from inspector_app.domain.messages import SetMode
from inspector_app.domain.mode import ModeEvidence
from inspector_app.domain.recipe import Mode
from inspector_app.station.commands import CommandRefusedError, carry_out
from tests.station.fakes import Bench, recipe_of

ENOUGH = {
    "days": 8,
    "passed": 1800,
    "passed_good": 1700,
    "rejected": 200,
    "rejected_good": 15,
    "rejected_bad": 185,
}


def bench_in(mode):
    bench = Bench(recipe=recipe_of(mode=mode))
    bench.floor = bench.line._floor
    bench.floor.at_work, bench.floor.state = bench.at_work, "running"
    return bench


def evidence(mode, **changes):
    about = {"line": "board", "model_sha256": "0" * 64, "mode": mode, "since": datetime.now(UTC)}
    return ModeEvidence(**(about | ENOUGH | changes))


def command(mode, **more):
    given = {"command_id": "1", "person": "Ada", "reason": "figures are stable"}
    return SetMode(mode=mode, **(given | more))


@pytest.mark.parametrize("to", [Mode.ALERT, Mode.SHADOW])
def test_down_is_immediate_and_asks_nothing(to):
    bench = bench_in(Mode.AUTO_REJECT)
    carry_out(bench.floor, command(to, reason=""))
    assert bench.floor.at_work.recipe.mode is to
    assert [(change.mode, change.by) for change in bench.records.modes] == [(to, "Ada")]
    assert bench.records.recipes[-1].mode is to
    assert "auto-reject → " in bench.told("notice")[-1].text


def test_down_works_when_records_refuse_and_people_are_told():
    bench = bench_in(Mode.AUTO_REJECT)
    bench.records.refuses_modes = "the disk is full"
    carry_out(bench.floor, command(Mode.SHADOW))
    assert bench.floor.at_work.recipe.mode is Mode.SHADOW
    assert any("could not be kept (the disk is full)" in notice.text for notice in bench.told("notice"))


def test_up_where_all_is_met_keeps_the_row_with_what_was_shown():
    bench = bench_in(Mode.SHADOW)
    carry_out(bench.floor, command(Mode.ALERT, evidence=evidence(Mode.SHADOW)))
    assert bench.floor.at_work.recipe.mode is Mode.ALERT
    assert any("8; at least 7" in line for line in bench.records.modes[0].said)


def test_up_is_refused_with_each_unmet_condition_and_its_number():
    bench = bench_in(Mode.SHADOW)
    with pytest.raises(CommandRefusedError) as refused:
        carry_out(bench.floor, command(Mode.ALERT, evidence=evidence(Mode.SHADOW, days=3, rejected_bad=60)))
    said = str(refused.value)
    assert "Days with parts: 3; at least 7" in said
    assert "Rejects answered: 75 of 200" in said
    assert bench.floor.at_work.recipe.mode is Mode.SHADOW
    assert bench.records.modes == []


def test_up_goes_one_step_with_a_reason_and_counts_of_what_is_at_work():
    bench = bench_in(Mode.SHADOW)
    for wrong, words in (
        (command(Mode.AUTO_REJECT, evidence=evidence(Mode.SHADOW)), "next step is alert"),
        (command(Mode.ALERT, evidence=evidence(Mode.SHADOW), reason=" "), "needs a reason"),
        (command(Mode.ALERT), "needs the counts"),
        (command(Mode.ALERT, evidence=evidence(Mode.ALERT)), "has changed"),
        (command(Mode.ALERT, evidence=evidence(Mode.SHADOW, model_sha256="1" * 64)), "has changed"),
    ):
        with pytest.raises(CommandRefusedError, match=words):
            carry_out(bench.floor, wrong)


def test_a_mode_that_can_not_be_kept_drives_no_gate():
    bench = bench_in(Mode.ALERT)
    bench.records.refuses_modes = "the disk is full"
    with pytest.raises(Exception, match="disk is full"):
        carry_out(bench.floor, command(Mode.AUTO_REJECT, evidence=evidence(Mode.ALERT)))
    assert bench.floor.at_work.recipe.mode is Mode.ALERT


def test_recipe_and_release_may_have_something_against_it():
    bench = bench_in(Mode.SHADOW)
    bench.at_work.refuses_mode = CommandRefusedError("validated on another line")
    with pytest.raises(CommandRefusedError, match="another line"):
        carry_out(bench.floor, command(Mode.ALERT, evidence=evidence(Mode.SHADOW)))

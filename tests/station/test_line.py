"""The line's loop with everything around it failing: no part passes unseen, nothing kills it."""

import os
import threading
import time
from datetime import UTC, datetime
from uuid import uuid4

import pytest

from inspector_app.domain.finding import Finding
from inspector_app.domain.geometry import Box
from inspector_app.domain.messages import (
    EndShift,
    GiveAnswer,
    SetFeed,
    SetLot,
    SetProduct,
    SetSpeed,
    SettleHeld,
    StartShift,
    StopLine,
    UndoAnswer,
)
from inspector_app.domain.recipe import Mode
from inspector_app.domain.shift import Shift
from inspector_app.domain.verdict import Outcome, Rule, Signal, Verdict
from inspector_app.inspection.ports import RecordError
from inspector_app.station.heart import HANGS_AFTER_S
from inspector_app.station.readiness import update_ready, why_not_ready
from tests.station.fakes import PASSED, Bench, Cameras, Parts, recipe_of

BROKEN = Verdict(Outcome.REVIEW, Rule.FAULT, "NetworkError: no output")


@pytest.fixture
def running():
    """A line that runs beside the test; ask(kind, ...) sends it a command and waits for the reply."""
    threads = []

    def start(bench):
        thread = threading.Thread(target=bench.line.run)
        thread.start()
        threads.append((bench, thread))

        def ask(kind, **fields):
            replies = []
            answered = threading.Event()
            bench.line.take(
                kind(command_id=uuid4().hex, **fields), lambda reply: (replies.append(reply), answered.set())
            )
            assert answered.wait(5)
            return replies[0]

        return ask

    yield start
    for bench, thread in threads:
        bench.line.stop()
        thread.join(timeout=10)
        assert not thread.is_alive()


def until(condition, seconds=10.0):
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not come about in time"
        time.sleep(0.01)


def test_parts_are_inspected_counted_signalled_and_told():
    bench = Bench(Parts(5))
    result = bench.line.run(stop_at_end=True)
    assert result.as_json()["parts"] == result.as_json()["pass"] == 5
    assert bench.gate.signals == [(number, Signal.ACCEPT) for number in range(1, 6)]
    told = bench.told("part_inspected")
    assert [(event.number, event.truth) for event in told] == [(n, f"part {n}") for n in range(1, 6)]
    assert result.as_json()["latency_ms"]["p99"] >= result.as_json()["latency_ms"]["p50"] > 0
    assert (bench.source.closed, bench.cameras.closed, bench.at_work.closed) == (True, True, True)
    assert bench.gate.ready is False
    assert bench.told("line_state")[-1].state == "stopping"


def test_limits_of_parts_and_time():
    assert Bench(Parts(100)).line.run(parts=7).parts == 7
    start = time.monotonic()
    Bench(Parts(0)).line.run(seconds=0.2)
    assert 0.2 <= time.monotonic() - start < 5


def test_a_part_without_images_is_rejected_and_its_lost_frame_kept():
    bench = Bench(Parts(2))
    bench.cameras.down = True
    result = bench.line.run(stop_at_end=True, cameras_up_s=0)
    assert (result.outcomes[Outcome.REVIEW], result.lost_frames) == (2, 2)
    assert {signal for _, signal in bench.gate.signals} == {Signal.REJECT}
    assert ("lost frame", "a triggered frame never came") in bench.records.events


def test_frames_that_the_shift_lost_before_a_restart_are_still_counted():
    bench = Bench(Parts(2))
    bench.records.events.append(("lost frame", "a triggered frame never came"))
    bench.cameras.down = True
    bench.line.run(stop_at_end=True, cameras_up_s=0)
    assert bench.told("line_state")[-1].counters.lost_frames == 3


def test_ready_follows_the_cameras_and_outages_are_kept(running):
    bench = Bench(Parts(every_s=0.01))
    running(bench)
    until(lambda: bench.gate.ready is True)
    bench.cameras.down = True
    until(lambda: bench.gate.ready is False, seconds=1.0)
    until(lambda: any(kind == "camera outage" for kind, _ in bench.records.events))
    bench.cameras.down = False
    until(lambda: bench.gate.ready is True)
    until(lambda: bench.records.ended)
    assert any("gives images again" in event.text for event in bench.told("notice"))


def test_a_camera_that_loses_too_many_frames_is_an_alarm_once_and_goes_on(running):
    bench = Bench(Parts(every_s=0.01))
    running(bench)
    until(lambda: bench.gate.ready is True)
    bench.cameras.losing = "5 frames came damaged"
    until(lambda: any("5 frames came damaged" in event.text for event in bench.told("notice")))
    parts = len(bench.gate.signals)
    until(lambda: len(bench.gate.signals) > parts + 3)
    assert sum("came damaged" in event.text for event in bench.told("notice")) == 1
    assert bench.gate.ready is True


def test_a_part_that_takes_far_too_long_is_said_as_the_reason(running):
    bench = Bench(Parts(every_s=0.01))
    running(bench)
    until(lambda: bench.gate.ready is True)
    update_ready(bench.line._floor, stalled=True)
    assert why_not_ready(bench.line._floor) == "a part takes far too long"
    update_ready(bench.line._floor)
    assert why_not_ready(bench.line._floor) == ""


def test_cameras_that_raise_cost_their_part_only():
    bench = Bench(Parts(3))
    bench.cameras.raising = True
    assert bench.line.run(stop_at_end=True).outcomes[Outcome.REVIEW] == 3


def test_an_unrecorded_part_is_rejected_and_ready_goes_off_until_records_are_kept_again():
    bench = Bench(Parts(4))
    bench.at_work.script = [RecordError("the disk is full"), RecordError("the disk is full"), PASSED, PASSED]
    result = bench.line.run(stop_at_end=True)
    assert result.unrecorded == 2
    # the third part is kept, but READY was still off when it came: only the fourth may be accepted
    assert bench.gate.signals == [(number, Signal.REJECT) for number in (1, 2, 3)] + [(4, Signal.ACCEPT)]
    assert [event.signal for event in bench.told("part_inspected")] == [Signal.REJECT, Signal.ACCEPT]
    alarms = [event.text for event in bench.told("notice") if event.level == "alarm"]
    assert len(alarms) == 1
    assert "the disk is full" in alarms[0]
    states = [state.ready for state in bench.told("line_state")]
    assert False in states


def test_three_failures_reload_the_network_three_more_are_a_fault_and_a_success_ends_it():
    bench = Bench(Parts(9))
    bench.at_work.script = [BROKEN] * 8 + [PASSED]
    bench.line.run(stop_at_end=True)
    assert bench.at_work.reloads == 1
    states = [state.state for state in bench.told("line_state")]
    assert "fault" in states
    texts = [event.text for event in bench.told("notice")]
    assert any("is in fault" in text for text in texts)
    assert any("works again" in text for text in texts)


def test_opening_the_network_anew_does_not_look_like_hanging():
    bench = Bench(Parts(3))
    allowed = []
    bench.at_work.script = [BROKEN] * 3
    bench.at_work.reload = lambda: allowed.append(bench.line._heart._allowed_s)
    bench.line.run(stop_at_end=True)
    assert allowed[0] > HANGS_AFTER_S


def test_a_bug_in_the_inspection_rejects_the_part_and_the_line_goes_on():
    bench = Bench(Parts(2))
    bench.at_work.script = [ZeroDivisionError("a bug"), PASSED]
    result = bench.line.run(stop_at_end=True)
    assert bench.gate.signals == [(1, Signal.REJECT), (2, Signal.ACCEPT)]
    assert result.parts == 2


def test_outputs_that_raise_turn_ready_off_and_the_line_goes_on():
    bench = Bench(Parts(2))
    bench.gate.raising = True
    assert bench.line.run(stop_at_end=True).parts == 2


def test_a_late_part_is_rejected_at_its_deadline_and_its_result_never_counts_for_the_next():
    bench = Bench(Parts(2), recipe=recipe_of(deadline_ms=100))
    bench.at_work.slow_s = 0.3
    result = bench.line.run(stop_at_end=True)
    assert bench.gate.signals == [(1, Signal.REJECT), (2, Signal.REJECT)]
    assert result.late == 2
    assert {event.signal for event in bench.told("part_inspected")} == {Signal.REJECT}
    assert bench.records.held == [inspection.id for inspection in bench.records.inspections]
    texts = [text for kind, text in bench.records.events if kind == "event"]
    assert texts[0] == "Part 1 passed, but was rejected, since it was ready too late."


def test_an_inspection_that_hangs_turns_ready_off_and_its_part_is_rejected_meanwhile(running):
    bench = Bench(Parts(every_s=0.01), recipe=recipe_of(deadline_ms=200))
    running(bench)
    until(lambda: bench.gate.ready)
    bench.at_work.slow_s = 2.5
    until(lambda: bench.gate.ready is False, seconds=2.4)
    assert bench.gate.signals[-1][1] is Signal.REJECT
    bench.at_work.slow_s = 0.0
    until(lambda: bench.gate.ready)


def test_in_shadow_mode_not_even_a_late_part_drives_the_gate():
    bench = Bench(Parts(2), recipe=recipe_of(deadline_ms=50, mode=Mode.SHADOW))
    bench.at_work.slow_s = 0.1
    bench.guard.send = lambda part, signal: None
    bench.line.run(stop_at_end=True)
    assert bench.gate.signals == []


def test_five_parts_with_the_same_defect_at_one_place_raise_an_alarm_once():
    bench = Bench(Parts(6))
    bench.at_work.findings = [Finding("top", "open", 0.9, Box(100, 100, 120, 120), 0.4)]
    bench.line.run(stop_at_end=True)
    assert [event.repeats for event in bench.told("part_inspected")] == [1, 2, 3, 4, 5, 6]
    alarms = [event for event in bench.told("notice") if event.level == "alarm"]
    assert len(alarms) == 1
    assert "wrong golden" in alarms[0].text


def test_a_model_that_refuses_ends_the_start_and_everything_is_closed():
    bench = Bench(Parts(1))
    bench.refusal = RecordError("the model's network was changed")
    with pytest.raises(RecordError, match="was changed"):
        bench.line.run()
    assert (bench.source.closed, bench.cameras.closed, bench.gate.ready) == (True, True, False)
    assert bench.source.number == 0


def test_while_the_network_is_loaded_windows_are_told_and_heard(running):
    bench = Bench(Parts(every_s=0.01))
    loaded = threading.Event()
    bench.open_recipe = lambda: loaded.wait(10) and bench.at_work
    bench.line._open_recipe = bench.open_recipe
    ask = running(bench)
    until(lambda: bench.told("line_state"))
    assert (bench.told("line_state")[-1].state, bench.told("line_state")[-1].ready) == ("starting", False)
    assert "still starting" in ask(SetProduct, product="other").error
    assert "still starting" in ask(SetFeed, running=False).error
    assert ask(StartShift, name="Early", operator="Bo").ok
    assert bench.source.number == 0
    loaded.set()
    until(lambda: bench.gate.ready and bench.source.number > 0)


def test_shift_lot_and_speed(running):
    bench = Bench(Parts(every_s=0.01))
    ask = running(bench)
    assert ask(EndShift).error == "No shift runs."
    started = ask(StartShift, name=" Early ", operator="Ayşe", planned_parts=100)
    assert started.ok
    assert started.result == bench.records.shift.id
    assert bench.records.shift.name == "Early"
    assert "still runs" in ask(StartShift, name="Late", operator="Bo").error
    assert "needs a name" in ask(StartShift, name=" ", operator="Bo").error
    for planned in (0, -5, 10**30):
        assert "can't be planned" in ask(StartShift, name="Late", operator="Bo", planned_parts=planned).error
    assert "are the most" in ask(EndShift, notes="x" * 10_001).error
    assert ask(SetLot, lot="L-7").ok
    until(lambda: bench.at_work.seen[-1] == (bench.at_work.seen[-1][0], started.result))
    until(lambda: bench.at_work.seen[-1][0].lot == "L-7")
    assert ask(SetSpeed, parts_per_hour=1234).ok
    until(lambda: bench.told("line_state")[-1].parts_per_hour == 1234)
    assert ask(EndShift, notes="all well").ok
    assert bench.records.shift is None


def test_stopping_and_starting_the_feed_is_a_stop_in_the_records(running):
    bench = Bench(Parts(every_s=0.01))
    ask = running(bench)
    until(lambda: bench.source.running)
    assert ask(SetFeed, running=False).ok
    number = bench.source.number
    time.sleep(0.1)
    assert bench.source.number == number
    until(lambda: bench.told("line_state")[-1].state == "paused")
    assert ("stop", "the feed was stopped at the bench") in bench.records.events
    assert ask(SetFeed, running=True).ok
    until(lambda: bench.source.number > number)
    assert bench.records.ended


def test_a_feed_that_stands_is_a_stop_of_the_next_shift_too(running):
    bench = Bench(Parts(every_s=0.01))
    ask = running(bench)
    until(lambda: bench.source.running)
    assert ask(StartShift, name="Early", operator="Ada").ok
    assert ask(SetFeed, running=False).ok
    assert ask(EndShift).ok
    assert ask(StartShift, name="Late", operator="Ada").ok
    assert bench.records.events.count(("stop", "the feed was stopped at the bench")) == 2
    assert bench.records.ended == ["1"]


def test_the_time_without_a_line_is_kept_from_the_last_heartbeat_on(tmp_path):
    left = tmp_path / "line.beat"
    left.write_text("of a line that was killed")
    os.utime(left, (1_000_000, 1_000_000))
    bench = Bench(Parts(), beat_file=left)
    bench.records.away_s = 12.4
    bench.records.shift = Shift("s", "Early", "", "", "UTC", "Ada", datetime.now(UTC))
    bench.line.run(parts=1)
    assert bench.records.resumed == [datetime.fromtimestamp(1_000_000, UTC)]
    assert any("did not run for 12 s" in notice.text for notice in bench.told("notice"))


@pytest.mark.parametrize("shift", [True, False])
def test_closing_the_line_is_a_stop_of_the_shift_that_still_runs(shift):
    bench = Bench(Parts())
    bench.records.shift = Shift("s", "Early", "", "", "UTC", "Ada", datetime.now(UTC)) if shift else None
    bench.line.run(parts=1)
    assert (("stop", "the line was closed") in bench.records.events) is shift
    assert not bench.records.ended, "it lasts until the line runs again"


def test_a_shift_that_begins_while_the_line_comes_up_has_no_stop_for_it(running):
    bench = Bench(Parts())
    up = threading.Event()
    bench.line._open_recipe = lambda: up.wait(10) and bench.at_work
    ask = running(bench)
    assert ask(StartShift, name="Early", operator="Ada").ok
    up.set()
    until(lambda: bench.source.running)
    assert not bench.records.resumed


def test_a_line_that_never_came_up_adds_no_stop():
    bench = Bench(Parts())
    bench.refusal = ValueError("the model is not for this recipe")
    bench.records.shift = Shift("s", "Early", "", "", "UTC", "Ada", datetime.now(UTC))
    with pytest.raises(ValueError, match="not for this recipe"):
        bench.line.run(parts=1)
    assert not bench.records.events
    assert not bench.records.resumed


def test_another_product_from_the_next_part_on_and_what_refuses_it(running):
    bench = Bench(Parts(every_s=0.01))
    ask = running(bench)
    assert ask(SetProduct, product="other").ok
    assert bench.source.product == "other"
    assert bench.at_work.closed
    until(lambda: bench.told("line_state")[-1].product == "other")
    assert "no recipe for unknown" in ask(SetProduct, product="unknown").error
    assert "comes along" in ask(SetProduct, product="unmovable").error
    bench.cameras.states = lambda: tuple(
        state.model_copy(update={"view": "side"}) for state in Cameras.states(bench.cameras)
    )
    assert "its views are top, the cameras show side" in ask(SetProduct, product="board").error
    assert bench.told("line_state")[-1].product == "other"


def test_answers_and_the_hold_bin(running):
    bench = Bench(Parts(every_s=0.01))
    ask = running(bench)
    assert ask(GiveAnswer, inspection_id="i", answer="confirm", person="Bo").result == "d1"
    assert "no inspection" in ask(GiveAnswer, inspection_id="missing", answer="confirm", person="Bo").error
    assert ask(UndoAnswer, person="Bo").ok
    assert [event.waiting for event in bench.told("answer_recorded")] == [False, True]
    assert ask(SettleHeld, inspection_id="i", action="scrapped", person="Bo").ok
    assert bench.answers.settled == ["i"]


def test_a_bug_in_a_command_is_a_sentence_and_nothing_dies(running):
    bench = Bench(Parts(every_s=0.01))
    ask = running(bench)
    bench.answers.settle = None
    reply = ask(SettleHeld, inspection_id="i", action="scrapped", person="Bo")
    assert not reply.ok
    assert "bug" in reply.error
    assert ask(StopLine).ok
    until(lambda: bench.source.closed)


def test_troubles_of_the_source_are_told_and_its_end_pauses_the_line(running):
    bench = Bench(Parts(2))
    bench.source.told = ["skipped: x.png: the file is truncated"]
    running(bench)
    until(lambda: bench.told("line_state") and bench.told("line_state")[-1].state == "paused")
    assert bench.told("line_state")[-1].detail == "all parts are through"
    assert any("x.png" in event.text for event in bench.told("notice"))

"""Faults 1 and 4: a camera's return needs a reference; ids that do not match twice in a row stop the line."""

from inspector_app.domain.verdict import Outcome, Rule, Signal, Verdict
from inspector_app.station.camera_watch import CameraWatch
from tests.station.fakes import PASSED, Bench, Parts

BLURRED = Verdict(Outcome.REVIEW, Rule.BLURRED, "top: the image is blurred")


def after_each_part(bench, do):
    """Calls do(number) once a part's signal was sent."""
    send = bench.gate.send

    def sent(part, signal, defect_class=""):
        send(part, signal, defect_class)
        do(part.number)

    bench.gate.send = sent


def went_and_came_back(bench, at):
    def step(number):
        if number == at:
            bench.cameras.down = True
            CameraWatch.look(bench.line._watch)
            bench.cameras.down = False

    after_each_part(bench, step)


def test_after_a_return_parts_are_rejected_until_one_could_be_judged():
    bench = Bench(Parts(6))
    went_and_came_back(bench, at=2)
    bench.at_work.script = [PASSED, PASSED, BLURRED, PASSED, PASSED]
    bench.line.run(stop_at_end=True)
    signals = dict(bench.gate.signals)
    # 3 is no reference, since it is blurred; 4 is, and lies in the bin though it passed; 5 counts again
    assert [signals[number] for number in range(1, 7)] == [
        *(Signal.ACCEPT, Signal.ACCEPT),
        *(Signal.REJECT, Signal.REJECT),
        *(Signal.ACCEPT, Signal.ACCEPT),
    ]
    details = {event.detail for event in bench.told("line_state") if not event.ready}
    assert "camera top is back: the next part is its reference" in details
    assert any("has shown its reference" in event.text for event in bench.told("notice"))


def mismatches(bench, parts):
    def step(number):
        bench.cameras.gaps += number in parts

    after_each_part(bench, step)


def test_two_parts_running_whose_frames_do_not_match_stop_the_line_and_its_alarm_says_why():
    bench = Bench(Parts(9))
    mismatches(bench, parts={2, 3})
    bench.line.run(seconds=0.6)
    assert bench.source.number == 3
    assert bench.gate.ready is False
    stopped = next(event for event in bench.told("line_state") if event.state == "paused")
    assert stopped.detail.startswith(
        "stopped until a person starts it (F8): triggers and frames did not match"
    )
    assert [event.text for event in bench.told("notice") if event.level == "alarm"] == [
        "The line has stopped: triggers and frames did not match on 2 parts running (top). "
        "Look, then start the feed (F8)."
    ]
    assert bench.records.standing_stop() is not None


def test_single_mismatches_stop_nothing():
    bench = Bench(Parts(9))
    mismatches(bench, parts={2, 4, 6})
    assert bench.line.run(stop_at_end=True).parts == 9


def test_what_did_not_match_is_said_with_its_count_and_only_when_it_grows():
    bench = Bench(Parts(9))
    mismatches(bench, parts={2, 4})
    bench.line.run(stop_at_end=True)
    said = [event.text for event in bench.told("notice") if "by their ids" in event.text]
    assert said == [
        f"Camera top: so far {count} frames were missing by their ids, 0 came again, 0 belonged to no part."
        for count in (1, 2)
    ]

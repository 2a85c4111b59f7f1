"""What a person has to accept keeps the line from READY, and the acceptance lets it go on."""

from inspector_app.domain.verdict import Signal
from tests.station.fakes import Bench, Parts
from tests.station.test_line import running, until  # noqa: F401 - a fixture

REASON, DETAILS = "Known set: 1 answer not accepted; call the QA lead.", "001-good.png is FAIL"


def test_a_blocked_recipe_is_never_ready_until_somebody_accepts(running):  # noqa: F811 - the fixture
    bench = Bench(Parts(every_s=0.02))
    bench.at_work.blocked, bench.at_work.details = REASON, DETAILS
    accepted = []

    def look_again():
        if accepted:
            bench.at_work.blocked = ""

    bench.at_work.look_again = look_again
    running(bench)
    until(lambda: bench.source.number > 3)
    states = bench.told("line_state")
    assert not any(state.ready for state in states)
    assert bench.gate.ready is not True
    assert {signal for _, signal in bench.gate.signals} == {Signal.REJECT}
    told = [event.text for event in bench.told("notice") if event.level == "alarm"]
    assert told == [f"{REASON} {DETAILS}"]
    assert states[-1].detail == REASON
    accepted.append(True)
    until(lambda: bench.gate.ready is True, seconds=5)
    until(lambda: bench.gate.signals[-1][1] is Signal.ACCEPT)
    until(lambda: any("was accepted" in event.text for event in bench.told("notice")))

"""The link to the line's PLC in the window: READY, faults with their code, and the way to acknowledge them."""

from datetime import UTC, datetime

from PySide6.QtCore import Qt

from inspector_app.domain.link_state import LinkFault, LinkState
from inspector_app.ui.style.palette import ORANGE, VERMILLION
from tests.ui.conftest import Bench
from tests.ui.fakes import line_state

NAME = "Modbus TCP 192.168.0.10:502"
LOST = LinkFault(
    code=201,
    text="the link to the PLC was cut: 192.168.0.10:502 does not answer",
    since=datetime(2026, 11, 3, 5, 40, 11, tzinfo=UTC),
    standing=False,
)
GOOD = LinkState(
    name=NAME,
    connected=True,
    ready=True,
    heard_age_s=0.0,
    line_runs=True,
    line_stop=False,
    held=41,
    good=1170,
)


def link(**changes: object) -> LinkState:
    return GOOD.model_copy(update=changes)


def test_without_a_plc_there_is_no_row_for_it(bench: Bench) -> None:
    bench.start()
    assert not bench.window.plc.isVisible()


def test_a_link_that_works_is_quiet_and_says_what_the_gate_counted(bench: Bench) -> None:
    bench.start(link=link())
    bar = bench.window.plc
    assert bar.isVisible()
    assert bar.ready.text == "READY on"
    assert "sensor at the hold bin 41, left as good 1170" in bar.link.text
    assert (bar.ready._colour, bar.link._colour) == (None, None)
    assert not bar.button.isVisible()


def test_ready_that_drops_when_an_operator_stops_the_feed_is_seen(bench: Bench) -> None:
    bench.start(link=link())
    bench.station.line.tell(
        line_state(
            link=link(ready=False), state="paused", ready=False, detail="the feed was stopped at the bench"
        )
    )
    bench.qtbot.waitUntil(lambda: bench.window.plc.ready.text == "✕ READY off")
    assert bench.window.plc.ready._colour == ORANGE
    assert "the feed was stopped at the bench" in bench.window.plc.link.text


def test_a_lost_link_is_loud(bench: Bench) -> None:
    bench.start(link=link(connected=False, ready=False, detail="nothing answers at 192.168.0.10:502"))
    bar = bench.window.plc
    assert "no link, the line rejects every part: nothing answers" in bar.link.text
    assert bar.link._colour == VERMILLION


def test_a_fault_has_its_code_and_time_and_a_key_acknowledges_it(bench: Bench) -> None:
    bench.start(link=link(ready=False, faults=(LOST,)))
    bar = bench.window.plc
    assert "fault 201" in bar.link.text
    assert "to be acknowledged" in bar.link.text
    assert bar.button.isVisible()
    bench.press(Qt.Key.Key_Home)
    bench.qtbot.waitUntil(lambda: [sent.kind for sent in bench.station.line.sent] == ["acknowledge_line"])
    bar.button.click()
    bench.qtbot.waitUntil(lambda: len(bench.station.line.sent) == 2)


def test_a_press_without_a_fault_says_so_and_sends_nothing(bench: Bench) -> None:
    bench.start(link=link())
    bench.press(Qt.Key.Key_Home)
    assert not bench.station.line.sent

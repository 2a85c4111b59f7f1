import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from inspector_app.domain.messages import EndShift, SetFeed, SetLot, SetProduct, SetSpeed, StartShift
from inspector_app.ui.main_window import MainWindow
from inspector_app.ui.style.sizes import mm
from tests.ui.conftest import Bench
from tests.ui.fakes import PEOPLE, Station, line_state, part

K = Qt.Key


def dialog(bench: Bench, key: Qt.Key) -> object:
    bench.press(key)
    bench.qtbot.waitUntil(lambda: bench.window.control.dialog is not None)
    return bench.window.control.dialog


def agree(bench: Bench) -> object:
    bench.window.control.dialog.submit()
    bench.qtbot.waitUntil(lambda: bench.window.control.dialog is None)
    return bench.station.line.sent[-1]


def test_a_shift_starts_with_name_operator_and_plan(bench: Bench) -> None:
    bench.start(shift=None)
    assert "no shift" in bench.window.header.shift.text
    form = dialog(bench, K.Key_F2)
    form.name.setCurrentText("Night")
    form.operator.setCurrentText(PEOPLE[2])
    form.plan.setValue(4000)
    sent = agree(bench)
    assert isinstance(sent, StartShift)
    assert (sent.name, sent.operator, sent.planned_parts) == ("Night", PEOPLE[2], 4000)


@pytest.mark.parametrize(
    ("key", "field", "running"),
    [
        (K.Key_F2, "name", False),
        (K.Key_F2, "notes", True),
        (K.Key_F5, "person", True),
        (K.Key_F6, "lot", True),
        (K.Key_F7, "product", True),
    ],
)
def test_a_dialog_opens_in_its_first_field_with_big_buttons(
    bench: Bench, key: Qt.Key, field: str, running: bool
) -> None:
    bench.window.resize(1920, 1080)
    bench.start(**({} if running else {"shift": None}))
    form = dialog(bench, key)
    bench.qtbot.waitUntil(getattr(form, field).hasFocus)
    assert min(form.ok.height(), form.cancel.height()) >= mm(form, 20)
    form.reject()


def test_enter_after_a_slip_of_f2_does_not_end_the_shift(bench: Bench) -> None:
    bench.start()
    form = dialog(bench, K.Key_F2)
    bench.qtbot.waitUntil(form.notes.hasFocus)
    QTest.keyClick(form.notes, K.Key_Enter)
    bench.qtbot.wait(80)
    assert not bench.station.line.sent
    form.reject()


def test_a_refused_start_keeps_what_was_chosen(bench: Bench) -> None:
    bench.start(shift=None)
    form = dialog(bench, K.Key_F2)
    form.operator.setCurrentText(PEOPLE[1])
    bench.station.line.refuse = "A shift runs already."
    form.submit()
    bench.qtbot.waitUntil(form.error.isVisible)
    assert form.error.text() == "A shift runs already."
    assert form.operator.currentText() == PEOPLE[1]
    assert form.ok.isEnabled()
    form.reject()


def test_the_end_of_a_shift_takes_notes_and_offers_the_report(bench: Bench) -> None:
    bench.start()
    form = dialog(bench, K.Key_F2)
    assert "In the hold bin: 12" in form.left_over.text()
    form.notes.setPlainText("Lens of top cleaned at 5.")
    sent = agree(bench)
    assert isinstance(sent, EndShift)
    assert sent.notes == "Lens of top cleaned at 5."
    assert bench.window.stack.currentWidget() is bench.window.report
    bench.qtbot.waitUntil(lambda: bench.station.reports.drawn == ["s1"])


def test_a_scan_does_not_leak_into_the_notes(bench: Bench) -> None:
    bench.start()
    form = dialog(bench, K.Key_F2)
    QTest.keyClicks(form.notes, "ab", delay=60)
    bench.qtbot.wait(80)
    QTest.keyClicks(form.notes, "4006381333931")
    QTest.keyClick(form.notes, K.Key_Return)
    bench.qtbot.waitUntil(form.error.isVisible)
    assert form.notes.toPlainText() == "ab"
    form.reject()


def test_a_scan_fills_the_lot_and_its_enter_presses_nothing(bench: Bench) -> None:
    bench.start()
    form = dialog(bench, K.Key_F6)
    QTest.keyClicks(form.lot, "LOT-77")
    QTest.keyClick(form.lot, K.Key_Return)
    bench.qtbot.waitUntil(lambda: form.lot.text() == "LOT-77")
    assert form.isVisible()
    assert not bench.station.line.sent
    sent = agree(bench)
    assert isinstance(sent, SetLot)
    assert sent.lot == "LOT-77"


def test_a_typed_lot_is_confirmed_with_enter(bench: Bench) -> None:
    bench.start()
    form = dialog(bench, K.Key_F6)
    form.lot.clear()
    QTest.keyClicks(form.lot, "A7", delay=50)
    bench.qtbot.wait(80)
    QTest.keyClick(form.lot, K.Key_Return)
    bench.qtbot.waitUntil(lambda: bool(bench.station.line.sent))
    assert bench.station.line.sent[-1].lot == "A7"


def test_product_and_feed_and_speed(bench: Bench) -> None:
    bench.start()
    form = dialog(bench, K.Key_F7)
    form.product.setCurrentText("board-b")
    sent = agree(bench)
    assert isinstance(sent, SetProduct)
    assert sent.product == "board-b"
    bench.press(K.Key_F8)
    bench.qtbot.waitUntil(lambda: isinstance(bench.station.line.sent[-1], SetFeed))
    assert bench.station.line.sent[-1].running is False
    bench.station.line.tell(line_state(state="paused"))
    bench.qtbot.waitUntil(lambda: bench.window.header.buttons["feed"].text() == "Start feed")
    assert "the feed is stopped" in bench.window.header.line.text
    bench.press(K.Key_F8)
    bench.qtbot.waitUntil(lambda: bench.station.line.sent[-1].running is True)
    bench.screen.widgets.demo._slider.setValue(11)
    bench.qtbot.waitUntil(lambda: isinstance(bench.station.line.sent[-1], SetSpeed))
    assert bench.station.line.sent[-1].parts_per_hour == 5000


def test_the_truth_is_shown_on_request(bench: Bench) -> None:
    bench.station.reader.waits = [part(1)]
    bench.start()
    assert "Really there" not in bench.screen.widgets.banner.text
    bench.press(K.Key_F9)
    assert "Really there: open 0.60 mm in view top" in bench.screen.widgets.banner.text
    bench.press(K.Key_F9)
    assert "Really there" not in bench.screen.widgets.banner.text


def test_the_truth_is_no_part_of_a_real_line(bench: Bench) -> None:
    bench.start(demo=False)
    assert not bench.screen.widgets.demo.isVisible()
    bench.press(K.Key_F9)
    assert "Only the simulated line" in bench.note


def test_a_new_shift_brings_its_operator_and_a_chosen_person_stays(bench: Bench) -> None:
    bench.start()
    assert bench.answering.person == PEOPLE[0]
    dialog(bench, K.Key_F5).person.setCurrentText(PEOPLE[1])
    bench.window.control.dialog.submit()
    bench.station.line.tell(line_state())
    bench.qtbot.wait(30)
    assert bench.answering.person == PEOPLE[1]
    assert PEOPLE[1] in bench.window.header.shift.text


def test_the_demo_starts_a_shift_by_itself_and_only_once(qtbot: QtBot, station: Station) -> None:
    station.demo = True
    station.line.state = line_state(shift=None)
    window = MainWindow(station.site)
    qtbot.addWidget(window)
    window.attach(station.ports)
    qtbot.waitUntil(lambda: len(station.line.sent) == 1)
    [sent] = station.line.sent
    assert isinstance(sent, StartShift)
    assert sent.operator == PEOPLE[0]
    station.line.tell(line_state(shift=None))
    qtbot.wait(50)
    assert len(station.line.sent) == 1
    window.close_now()


def test_a_feed_that_stands_after_a_restart_says_so_where_the_part_would_be(bench: Bench) -> None:
    why = "stopped until a person starts it (F8): the line died and was started again"
    bench.start(state="paused", ready=False, detail=why)
    bench.qtbot.waitUntil(lambda: "F8 starts it" in bench.screen.widgets.banner.text)
    assert "the line died" in bench.screen.widgets.banner.text
    assert bench.window.header.line.text == "‖ the feed is stopped: F8 starts it"
    assert bench.window.header.line.texts_fit()
    bench.station.line.tell(line_state())
    bench.qtbot.waitUntil(lambda: "No part waits" in bench.screen.widgets.banner.text)


@pytest.mark.parametrize(("key", "screen"), [(K.Key_F3, "bin"), (K.Key_F4, "report")])
def test_what_is_refused_is_said_on_the_screen_that_is_looked_at(bench: Bench, key: K, screen: str) -> None:
    bench.start()
    bench.press(key)
    bench.station.line.refuse = "The line is busy; try again."
    bench.press(K.Key_F8)
    note = getattr(bench.window, screen).note
    bench.qtbot.waitUntil(lambda: note.text == "The line is busy; try again.")


def test_what_is_refused_is_said_while_a_box_is_drawn(bench: Bench) -> None:
    bench.station.reader.waits = [part(1)]
    bench.start()
    bench.press(K.Key_Asterisk)
    assert bench.screen.state == "drawing"
    bench.station.line.refuse = "The line is busy; try again."
    bench.press(K.Key_F8)
    bench.qtbot.waitUntil(lambda: bench.screen.widgets.draw.note.text == "The line is busy; try again.")


def test_on_a_screen_without_a_place_for_it_the_lowest_line_says_it(bench: Bench) -> None:
    bench.start()
    bench.press(K.Key_F1)
    bench.station.line.refuse = "The line is busy; try again."
    bench.press(K.Key_F8)
    bench.qtbot.waitUntil(lambda: bench.window.status.texts[2] == "The line is busy; try again.")

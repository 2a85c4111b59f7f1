"""The window as a whole: start, size, line states, closing, what it leaves behind."""

import gc
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel, QMessageBox, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from inspector_app.domain.messages import ImageFolder, Notice
from inspector_app.domain.recipe import Mode
from inspector_app.domain.verdict import Outcome
from inspector_app.ui.bench.verdict_banner import READABLE_PX
from inspector_app.ui.bench.words import utc_now
from inspector_app.ui.event_loop_probe import EventLoopProbe
from inspector_app.ui.header import Plate
from inspector_app.ui.line_watch import SILENT_S
from inspector_app.ui.main_window import SMALLEST, MainWindow
from inspector_app.ui.screenshot import save_screenshot
from inspector_app.ui.style.fitting import LEAST_PX, text_fits
from inspector_app.ui.style.fonts import bold
from inspector_app.ui.style.key_button import KeyButton
from tests.ui.conftest import Bench
from tests.ui.fakes import PEOPLE, Station, line_state, part

K = Qt.Key


def test_it_shows_at_once_and_says_that_it_is_starting(window: MainWindow) -> None:
    assert window.isVisible()
    assert "Starting" in window.bench.widgets.banner.text
    assert "starting" in window.header.line.text
    assert not window.bench.widgets.answers.buttons["confirm"].isEnabled()
    assert set(window.bench.widgets.counters.texts.values()) == {"…"}, (
        "nothing is known yet, and nought is a figure"
    )


def test_keys_while_it_starts_break_nothing(qtbot: QtBot, window: MainWindow, station: Station) -> None:
    bench = Bench(qtbot, window, station)
    keys = (
        K.Key_Enter,
        K.Key_0,
        K.Key_Asterisk,
        K.Key_Escape,
        K.Key_Minus,
        K.Key_F2,
        K.Key_F6,
        K.Key_F8,
        K.Key_F4,
    )
    for key in keys:
        bench.press(key)
    assert not station.line.sent


def test_a_station_that_does_not_come_up_says_why(window: MainWindow) -> None:
    window.fail("The home folder /x can't be written: Read-only file system.")
    assert "can't be written" in window.header.line.text
    assert "can't be written" in window.bench.widgets.pair.note.text


def test_mode_recipe_model_and_image_folder_are_always_in_sight(bench: Bench) -> None:
    bench.start(
        mode=Mode.SHADOW, images=ImageFolder(used_bytes=950, cap_bytes=1000, purged=7, note="disk is slow")
    )
    assert bench.window.header.mode.text == "SHADOW"
    decides, images, _ = bench.window.status.texts
    assert decides == "recipe demo v3 · model boards-int8-1 · program 0.1.0"
    assert "7 oldest good ones removed" in images
    assert "disk is slow" in images
    assert bench.screen.widgets.counters.texts["p99 latency"] == "38 ms"


@pytest.mark.parametrize(
    ("state", "ready", "words"),
    [
        ("running", True, "500 an hour"),
        ("running", False, "not ready"),
        ("paused", False, "the feed is stopped"),
        ("fault", False, "fault: camera top"),
        ("starting", False, "starting"),
        ("stopping", False, "stopping"),
    ],
)
def test_the_state_of_the_line_is_said(bench: Bench, state: str, ready: bool, words: str) -> None:
    bench.start(state=state, ready=ready, detail="camera top" if state == "fault" else "")
    assert words in bench.window.header.line.text


@pytest.fixture
def soon_silent(monkeypatch: pytest.MonkeyPatch) -> None:
    """Silence is said after 0.3 s instead of 2, so that a test need not wait for it."""
    monkeypatch.setattr("inspector_app.ui.line_watch.SILENT_S", 0.3)
    monkeypatch.setattr("inspector_app.ui.line_watch._TICK_MS", 100)


def test_silence_is_said_after_two_seconds() -> None:
    assert SILENT_S == 2.0


def test_a_silent_line_is_said_with_its_seconds(soon_silent: None, bench: Bench) -> None:
    bench.start()
    bench.qtbot.waitUntil(lambda: "no answer" in bench.window.header.line.text, timeout=5000)
    bench.station.line.tell(line_state())
    bench.qtbot.waitUntil(lambda: "running" in bench.window.header.line.text)


def test_why_a_line_refuses_to_come_up_again_is_an_alarm_said_once(soon_silent: None, bench: Bench) -> None:
    why = "recipe demo: tolerance of open is smaller than what the model finds."
    bench.window.attach(replace(bench.station.ports, line_refusal=lambda: why))
    bench.station.line.tell(line_state())
    bench.qtbot.waitUntil(lambda: why in bench.window.status.texts[2], timeout=5000)
    bench.qtbot.wait(450)
    bench.press(K.Key_F10)
    assert bench.window.notices.text.toPlainText().count(why) == 1
    assert "ALARM" in bench.window.notices.text.toPlainText()


def test_a_lot_too_long_for_its_place_is_shortened_and_whole_in_the_tooltip(bench: Bench) -> None:
    lot = "L-2026-11-24-000123456789-000123456789-B"
    bench.start(product="Controller board revision D (lead-free), panel of four", lot=lot)
    work = bench.window.header.work
    product, shown = work.shown.split("\n")
    assert shown.startswith("L-2026")
    assert shown.endswith("789-B")
    assert "…" in shown
    assert product.startswith("Controller")
    assert lot in work.toolTip()
    place = work._place()
    assert text_fits(work.shown, bold(LEAST_PX), place.width(), place.height())


def test_a_setting_that_could_not_be_used_is_among_the_notices(qtbot: QtBot, station: Station) -> None:
    trouble = "settings.toml: people: there is no such setting"
    made = MainWindow(replace(station.site, settings_trouble=(trouble,)))
    qtbot.addWidget(made)
    made.attach(station.ports)
    assert trouble in made.status.texts[2]
    made.close_now()


def test_an_alarm_stays_until_it_is_seen(bench: Bench) -> None:
    bench.start()
    for level, text in (("alarm", "Camera top gives no frames."), ("info", "Lot changed.")):
        bench.station.line.tell(Notice(level=level, text=text, at=utc_now()))
    bench.qtbot.waitUntil(lambda: "Camera top" in bench.window.status.texts[2])
    bench.qtbot.wait(30)
    assert "Camera top" in bench.window.status.texts[2]
    bench.press(K.Key_F10)
    assert bench.window.status.texts[2] == ""
    assert "Lot changed." in bench.window.notices.text.toPlainText()
    assert "ALARM" in bench.window.notices.text.toPlainText()


def test_help_lists_every_key(bench: Bench) -> None:
    bench.start()
    bench.press(K.Key_F1)
    text = bench.window.help.keys.toPlainText()
    for words in ("Confirm", "Can't tell", "Blink", "Hold bin", "F11", "Enter"):
        assert words in text
    bench.press(K.Key_Escape)
    assert bench.window.stack.currentWidget() is bench.window.bench


# --- size ------------------------------------------------------------------------------------------------


def visible(root: QWidget, kind: type[QWidget]) -> list[QWidget]:
    return [widget for widget in root.findChildren(kind) if widget.isVisible()]


def rect_in(window: QWidget, widget: QWidget) -> QRect:
    return QRect(widget.mapTo(window, QPoint(0, 0)), widget.size())


def check_all_readable(window: MainWindow) -> None:
    for widget in [*visible(window, KeyButton), *visible(window, Plate)]:
        assert widget.texts_fit(), (
            f"{type(widget).__name__} “{widget.accessibleName()}” is cut at {widget.size()}"
        )
    for label in visible(window, QLabel):
        needed = label.heightForWidth(label.width()) if label.wordWrap() else label.sizeHint().height()
        assert label.height() >= needed, f"label “{label.text()}” is cut"
        assert label.wordWrap() or label.width() >= label.sizeHint().width(), f"label “{label.text()}” is cut"
    for button in visible(window, QPushButton):
        assert button.width() >= button.sizeHint().width(), f"button “{button.text()}” is cut"


def check_no_overlap(window: MainWindow) -> None:
    buttons = [(rect_in(window, button), button) for button in visible(window, QAbstractButton)]
    for rect, button in buttons:
        assert window.rect().contains(rect), f"{button.text()} lies outside"
    for index, (rect, button) in enumerate(buttons):
        for other, second in buttons[index + 1 :]:
            assert not rect.intersects(other), f"{button.text()} and {second.text()} overlap"


@pytest.mark.parametrize("size", [SMALLEST, (1366, 768), (1920, 1080)])
def test_nothing_is_cut_or_overlaps(bench: Bench, size: tuple[int, int]) -> None:
    bench.station.reader.waits = [part(12345), part(12346)]
    bench.window.resize(*size)
    bench.start(
        shift=line_state().shift.model_copy(update={"operator": PEOPLE[2]}), product="Controller board rev. D"
    )
    assert bench.window.size().toTuple() == size
    for keys in (
        (),
        (K.Key_0,),
        (K.Key_Escape, K.Key_Asterisk),
        (K.Key_Escape, K.Key_F3),
        (K.Key_F1,),
        (K.Key_F4,),
    ):
        for key in keys:
            bench.press(key)
        bench.qtbot.wait(150)
        check_all_readable(bench.window)
        check_no_overlap(bench.window)


def test_confirm_and_override_lie_far_apart_and_are_large(bench: Bench) -> None:
    bench.station.reader.waits = [part(1)]
    bench.window.resize(1920, 1080)
    bench.start()
    buttons = bench.screen.widgets.answers.buttons
    confirm, override = (rect_in(bench.window, buttons[name]) for name in ("confirm", "override"))
    dots = bench.window.screen().physicalDotsPerInch()
    twenty_mm = 20 / 25.4 * (dots if 70 <= dots <= 320 else bench.window.screen().logicalDotsPerInch())
    for button in buttons.values():
        assert button.height() >= min(twenty_mm, 100) - 1
        assert button.width() >= min(twenty_mm, 100) - 1
    assert override.top() - confirm.bottom() > 3 * twenty_mm


# --- closing ---------------------------------------------------------------------------------------------


def test_closing_waits_for_an_answer_on_its_way(bench: Bench) -> None:
    bench.station.reader.waits = [part(1), part(2)]
    bench.start()
    bench.station.line.may_answer.clear()
    bench.press(K.Key_Enter)
    bench.qtbot.waitUntil(lambda: bench.answering.sending)
    bench.window.close()
    assert bench.window.isVisible()
    bench.station.line.may_answer.set()
    bench.qtbot.waitUntil(lambda: not bench.window.isVisible())
    assert len(bench.station.line.answers) == 1


def test_closing_stays_where_that_answer_was_refused(bench: Bench) -> None:
    bench.station.reader.waits = [part(1), part(2)]
    bench.start()
    bench.station.line.may_answer.clear()
    bench.station.line.refuse = "The disk is full."
    bench.press(K.Key_Enter)
    bench.qtbot.waitUntil(lambda: bench.answering.sending)
    bench.window.close()
    bench.station.line.may_answer.set()
    bench.qtbot.waitUntil(lambda: "disk is full" in bench.note)
    assert bench.window.isVisible()
    assert bench.in_hand == 1


def answer_with(monkeypatch: pytest.MonkeyPatch, words: str | None) -> None:
    """The question's button of these words is pressed, or Esc."""

    def answer(box: QMessageBox) -> None:
        box.show()
        assert all(button.height() >= 60 for button in box.buttons())
        if words is None:
            QTest.keyClick(box, K.Key_Escape)
        else:
            next(button for button in box.buttons() if button.text() == words).click()

    monkeypatch.setattr(QMessageBox, "exec", answer)


@pytest.mark.parametrize("discard", [False, True])
def test_a_drawn_box_is_asked_about(bench: Bench, monkeypatch: pytest.MonkeyPatch, discard: bool) -> None:
    bench.station.reader.waits = [part(1)]
    bench.start()
    bench.press(K.Key_Asterisk)
    from inspector_app.domain.geometry import Box  # noqa: PLC0415

    bench.screen.widgets.draw.box = Box(1, 1, 20, 20)
    answer_with(monkeypatch, "Close without keeping it" if discard else None)
    bench.window.close()
    assert bench.window.isVisible() is not discard


@pytest.mark.parametrize("close", [False, True])
def test_closing_a_line_that_people_rely_on_is_asked_about(
    bench: Bench, monkeypatch: pytest.MonkeyPatch, close: bool
) -> None:
    bench.station.owns_line = True
    bench.start()
    answer_with(monkeypatch, "Stop the line and close" if close else None)
    bench.window.close()
    assert bench.window.isVisible() is not close


def test_a_line_that_others_started_goes_on_without_a_question(bench: Bench) -> None:
    bench.start()
    bench.window.close()
    assert not bench.window.isVisible()


def test_events_after_closing_are_harmless(bench: Bench) -> None:
    bench.start()
    bench.window.close_now()
    assert not bench.station.line.callbacks
    bench.station.line.tell(part(1))
    bench.qtbot.wait(20)


def test_a_screenshot_shows_the_window(bench: Bench, tmp_path: Path) -> None:
    bench.start()
    save_screenshot(bench.window, tmp_path / "new" / "shot.png")
    assert (tmp_path / "new" / "shot.png").stat().st_size > 10_000


# --- what it costs ---------------------------------------------------------------------------------------


def test_a_thousand_repaints_leave_none_alone(bench: Bench) -> None:
    """PySide6 6.12 loses a reference to None at every paint event, and aborts after some thousand."""
    bench.station.reader.waits = [part(1)]
    bench.start()
    banner, pair = bench.screen.widgets.banner, bench.screen.widgets.pair.inspected
    banner.repaint()
    gc.collect()
    before = sys.getrefcount(None)
    for _ in range(500):
        banner.repaint()
        pair.repaint()
    gc.collect()
    assert abs(sys.getrefcount(None) - before) < 200


def test_windows_leave_no_widgets_behind(qtbot: QtBot, station: Station, qapp: object) -> None:
    def open_and_close() -> None:
        made = MainWindow(station.site)
        made.attach(station.ports)
        made.show()
        station.line.tell(line_state())
        qtbot.wait(60)
        made.close_now()
        made.deleteLater()
        del made
        qtbot.wait(30)
        gc.collect()

    open_and_close()
    before = len(qapp.allWidgets())
    for _ in range(3):
        open_and_close()
    assert len(qapp.allWidgets()) <= before
    assert not station.line.callbacks


def test_dialogs_leave_no_widgets_behind(bench: Bench, qapp: object) -> None:
    bench.start()
    counts = []
    for _ in range(4):
        bench.press(K.Key_F6)
        bench.window.control.dialog.reject()
        bench.qtbot.wait(30)
        counts.append(len(qapp.allWidgets()))
    assert counts[-1] == counts[1]


def test_the_probe_measures_a_stall(qtbot: QtBot) -> None:
    probe = EventLoopProbe()
    assert probe.p99_ms() is None
    probe.start()
    qtbot.wait(150)
    time.sleep(0.08)
    qtbot.wait(60)
    probe.stop()
    assert probe.count > 10
    assert probe.worst_ms() > 40
    assert probe.percentile_ms(0.5) < probe.worst_ms()


@pytest.mark.parametrize("size", [(1366, 768), (1920, 1080)])
@pytest.mark.parametrize(
    ("outcome", "reason"),
    [
        (Outcome.FAIL, "Spurious copper 0.72 mm, tolerance 0.30 mm (major)"),
        (Outcome.REVIEW, "Mousebite 0.31 mm, close to the tolerance of 0.30 mm"),
        (Outcome.REVIEW, "Spur 0.33 mm, score 0.39 below 0.74"),
    ],
)
def test_banner_and_override_are_read_at_arms_length(
    bench: Bench, size: tuple[int, int], outcome: Outcome, reason: str
) -> None:
    bench.window.resize(*size)
    bench.station.reader.waits = [part(1234, outcome, reason=reason)]
    bench.start()
    banner = bench.screen.widgets.banner
    banner.repaint()
    assert banner.smallest_px >= READABLE_PX
    bench.press(K.Key_0)
    bench.qtbot.wait(20)
    for button in bench.screen.widgets.choices.buttons.values():
        assert button.texts_fit(), button.text()
        assert button.text_px >= READABLE_PX, button.text()

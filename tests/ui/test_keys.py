import time

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from inspector_app.ui.bench.bench_actions import BENCH_ACTIONS
from inspector_app.ui.keys.burst_filter import BurstFilter
from inspector_app.ui.keys.field_guard import FieldGuard
from inspector_app.ui.keys.guard import GUARD_MS, Guard
from inspector_app.ui.keys.key_press import KeyPress, key_press
from inspector_app.ui.keys.press_clock import PressClock
from inspector_app.ui.window_actions import WINDOW_ACTIONS

PAD = Qt.KeyboardModifier.KeypadModifier
NONE = Qt.KeyboardModifier.NoModifier


def named(key: Qt.Key, text: str = "", modifier: Qt.KeyboardModifier = NONE) -> str:
    return key_press(QKeyEvent(QEvent.Type.KeyPress, key, modifier, text), 0.0).name


@pytest.mark.parametrize(
    ("key", "text", "modifier", "name"),
    [
        (Qt.Key.Key_0, "0", PAD, "0"),
        (Qt.Key.Key_Insert, "", PAD, "0"),
        (Qt.Key.Key_Clear, "", PAD, "5"),
        (Qt.Key.Key_Delete, "", PAD, "."),
        (Qt.Key.Key_Comma, ",", PAD, "."),
        (Qt.Key.Key_Enter, "\r", PAD, "Enter"),
        (Qt.Key.Key_Return, "\r", NONE, "Enter"),
        (Qt.Key.Key_N, "n", NONE, "N"),
        (Qt.Key.Key_F10, "", NONE, "F10"),
        (Qt.Key.Key_Left, "", NONE, "Left"),
    ],
)
def test_keys_have_the_names_on_the_buttons(
    key: Qt.Key, text: str, modifier: Qt.KeyboardModifier, name: str
) -> None:
    assert named(key, text, modifier) == name


def press(filter_: BurstFilter, name: str, text: str | None = None) -> None:
    filter_.press(KeyPress(name, name if text is None else text, time.monotonic()))


class Heard:
    def __init__(self, filter_: BurstFilter) -> None:
        self.single: list[str] = []
        self.scanned: list[str] = []
        filter_.single.connect(lambda key: self.single.append(key.name))
        filter_.scanned.connect(self.scanned.append)


def test_a_key_acts_only_after_the_silence(qtbot: QtBot) -> None:
    filter_ = BurstFilter()
    heard = Heard(filter_)
    press(filter_, "0")
    assert not heard.single
    qtbot.waitUntil(lambda: heard.single == ["0"], timeout=500)


def test_a_burst_is_a_scan_and_none_of_its_keys_acts(qtbot: QtBot) -> None:
    filter_ = BurstFilter()
    heard = Heard(filter_)
    for name in "1024":
        press(filter_, name)
    press(filter_, "Enter", "")
    qtbot.waitUntil(lambda: heard.scanned == ["1024"], timeout=500)
    press(filter_, "Enter", "")  # some scanners send their end a little later
    qtbot.wait(80)
    assert not heard.single


def test_a_scanned_single_figure_with_its_enter_confirms_nothing(qtbot: QtBot) -> None:
    filter_ = BurstFilter()
    heard = Heard(filter_)
    press(filter_, "1")
    press(filter_, "Enter", "")
    qtbot.wait(200)
    assert not heard.single
    assert not heard.scanned


def test_three_keys_under_one_glove_are_neither_answer_nor_scan(qtbot: QtBot) -> None:
    filter_ = BurstFilter()
    heard = Heard(filter_)
    for name in "478":
        press(filter_, name)
    qtbot.wait(200)
    assert not heard.single
    assert not heard.scanned


def test_a_prefix_tells_the_shortest_scan_apart(qtbot: QtBot) -> None:
    filter_ = BurstFilter(prefix="~")
    heard = Heard(filter_)
    for name in "~7":
        press(filter_, name)
    qtbot.waitUntil(lambda: heard.scanned == ["7"], timeout=500)


def test_a_prefix_tells_a_scanner_apart(qtbot: QtBot) -> None:
    filter_ = BurstFilter(prefix="~")
    heard = Heard(filter_)
    for name in "~LOT7":
        press(filter_, name)
    qtbot.waitUntil(lambda: heard.scanned == ["LOT7"], timeout=500)


def test_keys_that_no_scanner_sends_act_at_once() -> None:
    filter_ = BurstFilter()
    heard = Heard(filter_)
    press(filter_, "F3", "")
    assert heard.single == ["F3"]


def test_two_slow_keys_are_two_keys(qtbot: QtBot) -> None:
    filter_ = BurstFilter()
    heard = Heard(filter_)
    press(filter_, "0")
    qtbot.waitUntil(lambda: len(heard.single) == 1, timeout=500)
    press(filter_, "7")
    qtbot.waitUntil(lambda: heard.single == ["0", "7"], timeout=500)


def test_keys_that_queued_up_behind_a_busy_window_are_no_scan(qtbot: QtBot) -> None:
    filter_ = BurstFilter()
    heard = Heard(filter_)
    for index, name in enumerate("4786"):  # handled at once, pressed 60 ms apart
        filter_.press(KeyPress(name, name, time.monotonic(), 9_000 + 60 * index))
    qtbot.waitUntil(lambda: heard.single == ["4", "7", "8", "6"], timeout=500)
    assert not heard.scanned


def stamped(stamp_ms: int) -> QKeyEvent:
    event = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_1, NONE, "1")
    event.setTimestamp(stamp_ms)
    return event


def test_a_press_that_is_handled_late_keeps_its_moment() -> None:
    clock = PressClock()
    assert clock.at(stamped(5_000), 100.0) == pytest.approx(100.0)
    assert clock.at(stamped(6_000), 101.4) == pytest.approx(101.0, abs=0.01)
    assert clock.at(stamped(0), 102.0) == 102.0


def test_clocks_that_drift_apart_or_begin_again_make_no_press_late() -> None:
    clock = PressClock()
    clock.at(stamped(5_000), 100.0)
    assert clock.at(stamped(5_000 + 3_599_800), 3_700.0) == pytest.approx(3_700.0)  # an hour, 0.2 s slower
    assert clock.at(stamped(7), 3_800.0) == pytest.approx(3_800.0)


def test_a_field_takes_what_was_typed_while_the_window_was_busy(qtbot: QtBot) -> None:
    field = QLineEdit()
    qtbot.addWidget(field)
    guard = FieldGuard(field)
    scans: list[str] = []
    guard.scanned.connect(scans.append)
    for index, key in enumerate((Qt.Key.Key_L, Qt.Key.Key_A, Qt.Key.Key_M, Qt.Key.Key_P, Qt.Key.Key_E)):
        event = QKeyEvent(QEvent.Type.KeyPress, key, NONE, chr(key).lower())
        event.setTimestamp(9_000 + 60 * index)
        QApplication.sendEvent(field, event)
    qtbot.waitUntil(lambda: field.text() == "lampe", timeout=500)
    assert not scans


def test_the_guard_judges_by_the_moment_of_the_press() -> None:
    guard = Guard()
    guard.close()
    assert not guard.allows(1e9)
    guard.shown(100.0)
    assert not guard.allows(99.0)
    assert not guard.allows(100.0 + GUARD_MS / 1000 - 0.01)
    assert guard.allows(100.0 + GUARD_MS / 1000 + 0.01)


def test_the_guard_waits_again_when_the_keys_come_back_to_it(qtbot: QtBot) -> None:
    guard = Guard()
    guard.again(100.0)  # nothing is shown yet: still closed
    assert not guard.allows(1e9)
    guard.shown(100.0)
    guard.again(200.0)
    assert not guard.allows(200.0 + GUARD_MS / 1000 - 0.01)
    assert guard.allows(200.0 + GUARD_MS / 1000 + 0.01)


def test_the_guard_tells_when_it_opens(qtbot: QtBot) -> None:
    guard = Guard()
    with qtbot.waitSignal(guard.changed, check_params_cb=bool, timeout=1000):
        guard.shown(time.monotonic())
    assert guard.allows(time.monotonic())


@pytest.mark.parametrize("actions", [BENCH_ACTIONS, WINDOW_ACTIONS])
def test_actions_have_keys_and_tooltips_that_say_more(actions: tuple) -> None:
    keys = [key for action in actions for key in action.keys]
    assert len(keys) == len(set(keys))
    for action in actions:
        assert action.keys
        assert len(action.tooltip) > len(action.text) + 15
        assert not action.tooltip.lower().startswith(action.text.lower() + ".") or not action.text


def test_one_hand_and_a_numeric_pad_are_enough_for_the_bench() -> None:
    pad = set("0123456789+-*/.") | {"Enter"}
    for action in BENCH_ACTIONS:
        assert pad & set(action.keys), action.name

"""The cross of the window's frame while a dialog is open: it is left as by its Cancel, then the window closes."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog

from inspector_app.ui.report.report_screen import DrawnReport
from inspector_app.ui.shift.shift_dialogs import EndShiftDialog
from inspector_app.ui.shift.work_dialogs import LotDialog
from tests.ui.conftest import Bench
from tests.ui.fakes import SHIFT_COMMANDS
from tests.ui.window_frame import can_press_cross, press_cross

K = Qt.Key


@pytest.fixture(autouse=True)
def x11(qapp: object) -> None:
    if not can_press_cross():
        pytest.skip("needs X11, with its library, to press the cross of a window's frame")


def until_dialog(bench: Bench, kind: type) -> object:
    bench.qtbot.waitUntil(lambda: isinstance(bench.window.control.dialog, kind))
    return bench.window.control.dialog


def test_the_cross_closes_the_window_over_a_dialog_and_nothing_is_sent(bench: Bench) -> None:
    bench.start()
    bench.press(K.Key_F6)
    until_dialog(bench, LotDialog).lot.setText("L-9")
    with bench.qtbot.waitSignal(bench.window.closed):
        press_cross(bench.window)
    assert bench.window.control.dialog is None
    assert not [command for command in bench.station.line.sent if isinstance(command, SHIFT_COMMANDS)]


@pytest.mark.parametrize("answer", [False, True])
def test_notes_that_were_written_are_asked_about(
    bench: Bench, monkeypatch: pytest.MonkeyPatch, answer: bool
) -> None:
    asked: list[str] = []
    monkeypatch.setattr(
        "inspector_app.ui.main_window.agreed", lambda _window, title, *_: (asked.append(title), answer)[1]
    )
    bench.start()
    bench.press(K.Key_F2)
    dialog = until_dialog(bench, EndShiftDialog)
    dialog.notes.setPlainText("lamp 2 flickers")
    press_cross(bench.window)
    bench.qtbot.waitUntil(lambda: bool(asked))
    bench.qtbot.wait(50)
    assert asked == ["The notes are not kept yet"]
    assert bench.window.isVisible() is not answer
    if not answer:
        assert dialog.notes.toPlainText() == "lamp 2 flickers"


def test_the_cross_leaves_the_saving_of_a_report(bench: Bench, tmp_path: Path) -> None:
    bench.start()
    bench.window.report.drawn = DrawnReport(tmp_path / "r.pdf", None, ended=False)
    bench.window.report.save()
    until_dialog(bench, QFileDialog)
    with bench.qtbot.waitSignal(bench.window.closed):
        press_cross(bench.window)


def test_under_a_dialog_no_key_and_no_press_acts(bench: Bench) -> None:
    bench.start()
    bench.press(K.Key_F6)
    dialog = until_dialog(bench, LotDialog)
    QTest.keyClick(bench.window, K.Key_F8)
    button = bench.window.header.buttons["feed"]
    middle = button.mapTo(bench.window, button.rect().center())
    under = bench.window.childAt(middle)
    QTest.mouseClick(under, Qt.MouseButton.LeftButton, pos=under.mapFrom(bench.window, middle))
    bench.qtbot.wait(80)
    assert bench.station.line.sent == []
    dialog.reject()
    bench.qtbot.waitUntil(lambda: bench.window.control.dialog is None)
    assert bench.window.childAt(middle) is button

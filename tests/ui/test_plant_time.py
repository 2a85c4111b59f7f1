"""Every time on the screen is of the plant's zone, whatever zone the computer has."""

import time
from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from inspector_app.domain.disposition import Condition
from inspector_app.domain.messages import Notice
from inspector_app.ui.hold_bin.held_list import held_words
from inspector_app.ui.main_window import MainWindow
from inspector_app.ui.shift.shift_dialogs import shift_by_clock
from tests.ui.conftest import Bench
from tests.ui.fakes import Station, held, part

KOLKATA = ZoneInfo("Asia/Kolkata")  # half an hour off all others, so that no luck hides a mistake
AT = datetime(2026, 11, 24, 20, 0, 5, tzinfo=UTC)
THERE = "01:30:05"


@pytest.fixture
def abroad(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "America/New_York")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


def test_bench_notices_bin_and_shift_show_the_plants_clock(
    qtbot: QtBot, station: Station, abroad: None
) -> None:
    window = MainWindow(replace(station.site, zone=KOLKATA))
    qtbot.addWidget(window)
    window.resize(1366, 768)
    window.show()
    station.reader.waits = [part(1, at=AT)]
    bench = Bench(qtbot, window, station).start()
    bench.press(Qt.Key.Key_Asterisk)
    qtbot.waitUntil(lambda: bench.screen.state == "drawing")
    drawing = bench.screen.widgets.draw
    assert THERE in drawing._caption(bench.answering.in_hand)
    station.line.tell(Notice(level="warning", text="The lamp is weak.", at=AT))
    qtbot.waitUntil(lambda: "lamp" in window.status.texts[2])
    window.notices.refresh()
    assert THERE in window.notices.text.toPlainText()
    settled = replace(held(3, Condition.BAD, "scrapped"), settled_at=AT)
    assert held_words(settled, window.bin.model.zone).endswith(THERE)
    bench.screen.state = "answering"
    bench.press(Qt.Key.Key_F2)
    qtbot.waitUntil(lambda: window.control.dialog is not None)
    assert "since 10:32:00" in window.control.dialog.summary.text()  # 05:02 UTC
    window.close_now()


def test_the_proposed_shift_is_the_plants(monkeypatch: pytest.MonkeyPatch) -> None:
    class Clock(datetime):
        @classmethod
        def now(cls, tz: object = None) -> datetime:
            return AT.astimezone(tz)

    monkeypatch.setattr("inspector_app.ui.shift.shift_dialogs.datetime", Clock)
    names = ("Early", "Late", "Night")
    assert (shift_by_clock(names, KOLKATA), shift_by_clock(names, UTC)) == ("Night", "Late")

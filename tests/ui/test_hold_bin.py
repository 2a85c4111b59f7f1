import pytest
from PySide6.QtCore import Qt

from inspector_app.domain.disposition import Condition
from inspector_app.domain.messages import SettleHeld
from inspector_app.domain.verdict import Outcome
from inspector_app.review.ports import HeldPart
from tests.ui.conftest import Bench
from tests.ui.fakes import PEOPLE, held, part

K = Qt.Key


def begin(bench: Bench) -> Bench:
    bench.station.reader.waits = [part(1)]
    bench.station.reader.held = [
        held(9, None),
        held(8, Condition.GOOD),
        held(7, Condition.BAD),
        held(6, Condition.BAD, "scrapped"),
    ]
    bench.start()
    bench.press(K.Key_F3)
    bench.qtbot.waitUntil(lambda: bench.window.bin.selected is not None)
    return bench


def test_it_lists_what_lies_there_and_counts_it(bench: Bench) -> None:
    begin(bench)
    assert "3 parts lie in the bin: 1 without an answer, 1 to release" in bench.window.bin.title.text()


def test_only_what_a_person_holds_to_be_good_is_released(bench: Bench) -> None:
    begin(bench)
    bench.press(K.Key_7)
    assert "answered as good" in bench.window.bin.note.text
    assert not bench.station.line.sent
    bench.press(K.Key_2)
    bench.press(K.Key_7)
    bench.qtbot.waitUntil(lambda: len(bench.station.line.sent) == 1)
    [sent] = bench.station.line.sent
    assert isinstance(sent, SettleHeld)
    assert (sent.inspection_id, sent.action, sent.person) == ("i8", "released", PEOPLE[0])


def test_scrap_keeps_the_place_in_the_list(bench: Bench) -> None:
    begin(bench)
    bench.press(K.Key_Down)
    bench.press(K.Key_Down)
    bench.press(K.Key_S)
    bench.qtbot.waitUntil(lambda: "scrapped" in bench.window.bin.note.text)
    bench.station.reader.held = [held(10, None), *bench.station.reader.held]
    bench.window.bin.refresh()
    bench.qtbot.waitUntil(lambda: len(bench.window.bin.model.parts) == 5)
    assert bench.window.bin.selected.inspection.number == 7


def test_the_selected_part_stays_selected_when_it_becomes_the_first(bench: Bench) -> None:
    begin(bench)
    bench.press(K.Key_2)
    assert bench.window.bin.selected.inspection.number == 8
    bench.station.reader.held = bench.station.reader.held[1:]
    bench.window.bin.refresh()
    bench.qtbot.waitUntil(lambda: len(bench.window.bin.model.parts) == 3)
    assert bench.window.bin.selected.inspection.number == 8


def test_what_was_settled_is_not_settled_again(bench: Bench) -> None:
    begin(bench)
    for _ in range(3):
        bench.press(K.Key_2)
    bench.press(K.Key_9)
    assert "scrapped already" in bench.window.bin.note.text
    assert not bench.station.line.sent


def test_a_refusal_is_said_at_the_list(bench: Bench) -> None:
    begin(bench)
    bench.station.line.refuse = "The database is locked."
    bench.press(K.Key_2)
    bench.press(K.Key_2)
    bench.press(K.Key_9)
    bench.qtbot.waitUntil(lambda: "database is locked" in bench.window.bin.note.text)
    assert bench.window.bin.selected.inspection.number == 7


@pytest.mark.parametrize("moves", [0, 1], ids=["no answer", "answered as good"])
def test_a_part_that_nobody_holds_to_be_bad_is_scrapped_by_a_second_press_only(
    bench: Bench, moves: int
) -> None:
    begin(bench)
    for _ in range(moves):
        bench.press(K.Key_2)
    bench.press(K.Key_9)
    assert "Press 9 once more" in bench.window.bin.note.text
    assert not bench.station.line.sent
    bench.press(K.Key_9)
    bench.qtbot.waitUntil(lambda: len(bench.station.line.sent) == 1)
    assert bench.station.line.sent[0].action == "scrapped"


def test_a_press_before_another_part_was_chosen_scraps_nothing_later(bench: Bench) -> None:
    begin(bench)
    bench.press(K.Key_9)
    bench.press(K.Key_2)
    bench.press(K.Key_8)
    bench.press(K.Key_9)
    assert "once more" in bench.window.bin.note.text
    assert not bench.station.line.sent


def test_one_key_finds_what_can_be_released_however_long_the_list(bench: Bench) -> None:
    begin(bench)
    bench.station.reader.held = [
        *(held(number, None) for number in range(60, 20, -1)),
        held(8, Condition.GOOD),
        held(5, Condition.GOOD),
    ]
    bench.window.bin.refresh()
    bench.qtbot.waitUntil(lambda: len(bench.window.bin.model.parts) == 42)
    for number in (8, 5, 8):
        bench.press(K.Key_5)
        assert bench.window.bin.selected.inspection.number == number


def test_keys_of_the_bench_do_nothing_here_and_escape_leads_back(bench: Bench) -> None:
    begin(bench)
    bench.press(K.Key_Enter)
    bench.press(K.Key_Plus)
    assert not bench.station.line.sent
    bench.press(K.Key_Escape)
    assert bench.window.stack.currentWidget() is bench.window.bench
    assert bench.in_hand == 1


def test_an_empty_bin_says_so(bench: Bench) -> None:
    bench.start()
    bench.press(K.Key_F3)
    assert "empty" in bench.window.bin.title.text()
    bench.press(K.Key_7)
    assert "No part is selected" in bench.window.bin.note.text


def test_a_part_that_passed_and_was_only_late_is_released_without_an_answer(bench: Bench) -> None:
    passed = part(9, Outcome.PASS)
    bench.station.reader.held = [HeldPart(passed, None, "held", None, None)]
    bench.start()
    bench.press(K.Key_F3)
    bench.qtbot.waitUntil(lambda: bench.window.bin.selected is not None)
    bench.press(K.Key_7)
    bench.qtbot.waitUntil(lambda: len(bench.station.line.sent) == 1)
    assert bench.station.line.sent[0].action == "released"


def test_what_is_said_never_covers_the_selected_part(bench: Bench) -> None:
    begin(bench)
    bench.station.reader.held = [held(number, None) for number in range(40, 10, -1)]
    bench.window.bin.refresh()
    bench.qtbot.waitUntil(lambda: len(bench.window.bin.model.parts) == 30)
    for _ in range(8):
        bench.press(K.Key_2)
    bench.press(K.Key_7)
    screen = bench.window.bin
    assert "answered as good" in screen.note.text
    row = screen.list.visualRect(screen.list.currentIndex())
    row.moveTopLeft(screen.list.viewport().mapTo(screen, row.topLeft()))
    note = screen.note.rect()
    note.moveTopLeft(screen.note.mapTo(screen, note.topLeft()))
    assert row.bottom() <= screen.list.geometry().bottom() + 1
    assert not row.intersects(note)
    assert screen.rect().contains(note)

"""From a press to a kept answer, in a real window."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from inspector_app.domain.disposition import Answer
from inspector_app.domain.messages import AnswerRecorded, DrawnInfo, LineState, UndoAnswer
from inspector_app.domain.verdict import Outcome, Rule
from tests.ui.conftest import Bench
from tests.ui.fakes import PEOPLE, line_state, part

K = Qt.Key


def waiting(bench: Bench, *numbers: int) -> Bench:
    bench.station.reader.waits = [part(number) for number in numbers]
    return bench.start()


def test_enter_confirms_and_the_next_part_comes(bench: Bench) -> None:
    waiting(bench, 1, 2)
    bench.press(K.Key_Enter)
    bench.until_in_hand(2)
    [answer] = bench.station.line.answers
    assert (answer.inspection_id, answer.answer, answer.person) == ("i1", Answer.CONFIRM, PEOPLE[0])


def test_an_arrival_never_changes_the_part_in_hand(bench: Bench) -> None:
    waiting(bench, 1)
    for number in range(2, 12):
        bench.station.line.tell(part(number))
    bench.station.line.tell(part(12, Outcome.PASS))
    bench.qtbot.waitUntil(lambda: len(bench.answering.waiting) == 10)
    assert bench.in_hand == 1


def test_a_press_within_the_guard_answers_nothing(real_guard: None, bench: Bench) -> None:
    waiting(bench, 1, 2, 3)
    bench.press(K.Key_Enter)
    bench.until_in_hand(2)
    QTest.keyClick(bench.window, K.Key_Enter)
    QTest.keyClick(bench.window, K.Key_Plus)
    bench.qtbot.wait(400)
    assert bench.in_hand == 2
    assert len(bench.station.line.answers) == 1


def test_a_click_within_the_guard_answers_nothing(real_guard: None, bench: Bench) -> None:
    waiting(bench, 1, 2, 3)
    confirm = bench.screen.widgets.answers.buttons["confirm"]
    QTest.mouseClick(confirm, Qt.MouseButton.LeftButton)
    bench.until_in_hand(2)
    QTest.mouseClick(confirm, Qt.MouseButton.LeftButton)
    bench.qtbot.wait(100)
    assert len(bench.station.line.answers) == 1


@pytest.mark.parametrize("told", [True, False], ids=["Qt tells", "Qt misses it, as under X11"])
def test_a_held_key_answers_once(real_guard: None, bench: Bench, told: bool) -> None:
    waiting(bench, 1, 2, 3)
    bench.press(K.Key_Enter)
    bench.until_in_hand(2)
    bench.until_open()
    for moment in range(5_000, 5_500, 100):
        for kind in (QEvent.Type.KeyRelease, QEvent.Type.KeyPress):
            repeat = QKeyEvent(kind, K.Key_Enter, Qt.KeyboardModifier.NoModifier, "\r", told)
            repeat.setTimestamp(moment)
            QApplication.sendEvent(bench.window, repeat)
        bench.qtbot.wait(60)
    assert bench.in_hand == 2


def test_a_scan_answers_nothing_and_is_offered_for_the_lot(bench: Bench) -> None:
    waiting(bench, 1, 2)
    QTest.keyClicks(bench.window, "0411+-LOT")
    QTest.keyClick(bench.window, K.Key_Enter)
    bench.qtbot.waitUntil(lambda: bench.window.control.dialog is not None)
    assert bench.in_hand == 1
    assert not bench.station.line.sent
    assert bench.window.control.dialog.lot.text() == "0411+-LOT"
    bench.window.control.dialog.reject()


def test_an_override_is_two_presses_for_a_reason(bench: Bench) -> None:
    waiting(bench, 1, 2)
    bench.press(K.Key_0)
    assert bench.screen.state == "choosing"
    bench.qtbot.wait(160)
    bench.press(K.Key_7)
    bench.until_in_hand(2)
    [answer] = bench.station.line.answers
    assert (answer.answer, answer.reason, answer.defect_class) == (Answer.OVERRIDE, "Dust or fibre", None)


def test_an_override_is_two_presses_for_a_class(bench: Bench) -> None:
    waiting(bench, 1, 2)
    bench.press(K.Key_0)
    bench.qtbot.wait(160)
    bench.press(K.Key_2)
    bench.until_in_hand(2)
    [answer] = bench.station.line.answers
    assert (answer.answer, answer.reason, answer.defect_class) == (Answer.OVERRIDE, None, "short")


def test_good_and_bad_are_written_on_the_choices_of_an_override(bench: Bench) -> None:
    waiting(bench, 1)
    bench.press(K.Key_0)
    said = {key: button.detail for key, button in bench.screen.widgets.choices.buttons.items()}
    assert {key for key, detail in said.items() if detail == "good"} == {"7", "8", "9", "0"}
    assert {key for key, detail in said.items() if detail == "bad"} == set("123456")


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        (Rule.LATE, "not judged: late"),
        (Rule.NO_IMAGE, "not judged: no image"),
        (Rule.TURNED, "bad, turned board"),
    ],
)
def test_the_button_says_what_a_confirmation_says_of_the_part(bench: Bench, rule: Rule, said: str) -> None:
    found = part(1).findings if rule is Rule.LATE else ()  # it found something, but that decided nothing
    bench.station.reader.waits = [part(1, Outcome.REVIEW, findings=found, rule=rule)]
    bench.start()
    assert bench.screen.widgets.answers.buttons["confirm"].detail == said


def test_a_key_that_bounces_does_not_choose(bench: Bench) -> None:
    waiting(bench, 1)
    bench.press(K.Key_0)
    QTest.keyClick(bench.window, K.Key_0)
    bench.qtbot.wait(70)
    assert bench.screen.state == "choosing"
    assert not bench.station.line.sent


def test_the_override_key_pressed_twice_in_a_hurry_calls_nothing_good(bench: Bench) -> None:
    waiting(bench, 1)
    bench.press(K.Key_0)
    bench.qtbot.wait(180)
    bench.press(K.Key_0)
    assert bench.screen.state == "choosing"
    assert not bench.station.line.sent
    bench.qtbot.wait(300)
    bench.press(K.Key_0)
    bench.qtbot.waitUntil(lambda: len(bench.station.line.answers) == 1)
    assert bench.station.line.answers[0].reason == "Not a defect"


def test_a_double_click_on_override_calls_nothing_good(bench: Bench) -> None:
    waiting(bench, 1)
    QTest.mouseClick(bench.screen.widgets.answers.buttons["override"], Qt.MouseButton.LeftButton)
    assert bench.screen.state == "choosing"
    QTest.mouseClick(bench.screen.widgets.choices.buttons["0"], Qt.MouseButton.LeftButton)
    bench.qtbot.wait(50)
    assert not bench.station.line.sent


def test_keys_that_choose_stand_on_no_other_button(bench: Bench) -> None:
    waiting(bench, 1)
    assert bench.screen.widgets.look.isEnabled()
    bench.press(K.Key_0)
    assert not bench.screen.widgets.look.isEnabled()
    bench.qtbot.wait(160)
    bench.press(K.Key_Escape)
    assert bench.screen.widgets.look.isEnabled()


def test_the_second_enter_of_a_dialog_answers_nothing(real_guard: None, bench: Bench) -> None:
    waiting(bench, 1)
    bench.press(K.Key_F5)
    QTest.keyClick(bench.window.control.dialog, K.Key_Return)
    bench.qtbot.waitUntil(lambda: bench.window.control.dialog is None)
    bench.press(K.Key_Return)
    bench.qtbot.wait(100)
    assert not bench.station.line.sent
    bench.until_open()
    bench.press(K.Key_Return)
    bench.qtbot.waitUntil(lambda: len(bench.station.line.answers) == 1)


def test_a_press_that_was_meant_for_another_screen_answers_nothing(real_guard: None, bench: Bench) -> None:
    waiting(bench, 1)
    bench.press(K.Key_F3)
    bench.press(K.Key_Escape)
    bench.press(K.Key_Return)
    bench.qtbot.wait(100)
    assert not bench.station.line.sent


def test_escape_leaves_the_override_and_the_part_stays(bench: Bench) -> None:
    waiting(bench, 1, 2)
    bench.press(K.Key_0)
    bench.qtbot.wait(160)
    bench.press(K.Key_Escape)
    assert bench.screen.state == "answering"
    assert bench.in_hand == 1
    assert not bench.station.line.sent


def test_cant_tell_and_skip(bench: Bench) -> None:
    waiting(bench, 1, 2, 3)
    bench.press(K.Key_Period)
    bench.until_in_hand(2)
    assert not bench.station.line.sent
    bench.until_open()
    bench.press(K.Key_Plus)
    bench.until_in_hand(3)
    assert bench.station.line.answers[0].answer is Answer.CANT_TELL
    assert [p.number for p in bench.answering.waiting] == [1]


def test_an_answer_that_is_refused_is_said_at_the_picture_and_the_part_stays(bench: Bench) -> None:
    waiting(bench, 1, 2)
    bench.station.line.refuse = "The disk is full."
    bench.press(K.Key_Enter)
    bench.qtbot.waitUntil(lambda: "The disk is full." in bench.note)
    assert bench.screen.widgets.pair.note.level == "error"
    assert bench.in_hand == 1
    bench.station.line.refuse = ""
    bench.press(K.Key_Enter)
    bench.until_in_hand(2)
    assert bench.note == ""


def test_an_error_that_was_read_covers_the_picture_no_longer(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    waiting(bench, 1)
    bench.station.line.refuse = "Nothing to undo."
    bench.press(K.Key_Minus)
    bench.qtbot.waitUntil(lambda: "Nothing to undo" in bench.note)
    bench.press(K.Key_6)
    assert "Nothing to undo" in bench.note  # nobody reads that fast
    monkeypatch.setattr("inspector_app.ui.bench.picture_note._INFO_MS", 100)
    bench.qtbot.wait(150)
    assert "Nothing to undo" in bench.note  # nor does it go by itself
    bench.press(K.Key_6)
    assert not bench.note


def test_a_dead_line_is_said_at_the_picture_and_the_part_stays(bench: Bench) -> None:
    waiting(bench, 1, 2)
    bench.station.line.broken = "The line has gone away."
    bench.press(K.Key_Plus)
    bench.qtbot.waitUntil(lambda: "gone away" in bench.note)
    assert bench.in_hand == 1
    assert not bench.answering.answers


def test_only_the_reply_was_lost(bench: Bench) -> None:
    waiting(bench, 1, 2)
    line = bench.station.line
    line.broken = "The line did not answer within 5 s."
    line.may_answer.clear()
    bench.press(K.Key_Enter)
    bench.qtbot.waitUntil(lambda: bench.answering.sending)
    line.tell(
        AnswerRecorded(
            disposition_id="d", inspection_id="i1", answer=Answer.CONFIRM, person=PEOPLE[0], waiting=False
        )
    )
    line.may_answer.set()
    bench.until_in_hand(2)


def test_while_an_answer_is_kept_no_other_is_taken(bench: Bench) -> None:
    waiting(bench, 1, 2, 3)
    bench.station.line.may_answer.clear()
    bench.press(K.Key_Enter)
    bench.qtbot.waitUntil(lambda: bench.answering.sending)
    bench.press(K.Key_Plus)
    bench.station.line.may_answer.set()
    bench.until_in_hand(2)
    bench.qtbot.wait(100)
    assert len(bench.station.line.answers) == 1


def test_undo_brings_the_part_back_and_keeps_the_place(bench: Bench) -> None:
    waiting(bench, 1, 2, 3)
    bench.press(K.Key_Enter)
    bench.until_in_hand(2)
    bench.press(K.Key_Minus)
    bench.until_in_hand(1)
    assert isinstance(bench.station.line.sent[-1], UndoAnswer)
    assert [p.number for p in bench.answering.waiting] == [2, 3]
    assert [entry.undone for entry in bench.answering.answers] == [True]
    bench.until_open()
    bench.press(K.Key_Plus)
    bench.until_in_hand(2)


def test_an_undo_strikes_out_the_answer_of_the_one_who_undid(bench: Bench) -> None:
    waiting(bench, 1)
    bench.answering.missed(part(1), DrawnInfo(view="top", box=(1, 1, 9, 9), defect_class="open"))
    bench.qtbot.waitUntil(lambda: len(bench.answering.answers) == 1)
    bench.answering.person = PEOPLE[1]
    bench.press(K.Key_Enter)
    bench.qtbot.waitUntil(lambda: len(bench.answering.answers) == 2)
    bench.station.line.tell(
        AnswerRecorded(
            disposition_id="d9", inspection_id="i1", answer=Answer.UNDO, person=PEOPLE[0], waiting=False
        )
    )
    bench.qtbot.waitUntil(lambda: any(kept.undone for kept in bench.answering.answers))
    assert [(kept.person, kept.undone) for kept in bench.answering.answers] == [
        (PEOPLE[1], False),
        (PEOPLE[0], True),
    ]


def test_undo_of_an_earlier_session_reads_the_part_from_the_records(bench: Bench) -> None:
    bench.station.reader.parts = [part(7)]
    waiting(bench, 9)
    bench.station.line.tell(
        AnswerRecorded(
            disposition_id="d", inspection_id="i7", answer=Answer.UNDO, person=PEOPLE[0], waiting=True
        )
    )
    bench.until_in_hand(7)
    assert [p.number for p in bench.answering.waiting] == [9]


def test_someone_elses_answer_takes_nothing_out_of_the_hand(bench: Bench) -> None:
    waiting(bench, 1, 2)
    for key in ("i1", "i2"):
        bench.station.line.tell(
            AnswerRecorded(
                disposition_id="d", inspection_id=key, answer=Answer.CONFIRM, person="Else", waiting=False
            )
        )
    bench.qtbot.waitUntil(lambda: not bench.answering.waiting)
    assert bench.in_hand == 1
    assert "Else" in bench.note


def test_without_a_person_an_answer_asks_who_it_is(bench: Bench) -> None:
    bench.station.reader.waits = [part(1), part(2)]
    bench.start(shift=None)
    bench.press(K.Key_Enter)
    dialog = bench.window.control.dialog
    assert dialog is not None
    assert not bench.station.line.sent
    dialog.person.setCurrentText(PEOPLE[2])
    dialog.submit()
    bench.qtbot.waitUntil(lambda: bench.window.control.dialog is None)
    bench.until_open()
    bench.press(K.Key_Enter)
    bench.until_in_hand(2)
    assert bench.station.line.answers[0].person == PEOPLE[2]
    assert "not authenticated" in bench.window.header.shift.text


def test_an_empty_hand_says_what_will_come(bench: Bench) -> None:
    bench.start()
    assert "No part waits" in bench.screen.widgets.banner.text
    bench.press(K.Key_Enter)
    assert not bench.station.line.sent
    bench.station.line.tell(part(5))
    bench.until_in_hand(5)


def test_repeats_say_dirt_or_a_wrong_golden(bench: Bench) -> None:
    bench.station.reader.waits = [part(1, repeats=5), part(2)]
    bench.start()
    assert "dirt" in bench.note
    bench.press(K.Key_Enter)
    bench.until_in_hand(2)
    assert bench.note == ""


def test_the_machines_words_and_a_persons_words_are_told_apart(bench: Bench) -> None:
    waiting(bench, 1)
    assert "not yet confirmed by a person" in bench.screen.widgets.banner.text
    bench.screen.show_person_words("i1", f"{PEOPLE[1]}: missed defect: Spur")
    assert "missed defect: Spur" in bench.screen.widgets.banner.text
    bench.screen.show_person_words("other", "words about another part")
    assert "another part" not in bench.screen.widgets.banner.text


def test_parts_missed_while_the_line_was_away_are_read_again(bench: Bench) -> None:
    waiting(bench, 1)
    bench.station.line.connected = False
    bench.qtbot.waitUntil(lambda: "no answer" in bench.window.header.line.text, timeout=3000)
    bench.station.reader.waits = [part(1), part(2)]
    bench.station.line.connected = True
    bench.station.line.tell(line_state())
    bench.qtbot.waitUntil(lambda: len(bench.answering.waiting) == 1)
    assert bench.in_hand == 1


def test_with_nothing_in_hand_the_last_part_is_shown_and_no_key_answers_it(bench: Bench) -> None:
    bench.start()
    bench.station.line.tell(part(40, Outcome.PASS))
    bench.qtbot.waitUntil(lambda: "Part 40" in bench.screen.widgets.banner.text)
    assert "no part waits" in bench.screen.widgets.banner.text
    bench.qtbot.waitUntil(lambda: bench.screen.widgets.pair.loaded is not None)
    bench.qtbot.wait(100)
    for key in (K.Key_Enter, K.Key_Plus, K.Key_0, K.Key_Period):
        bench.press(key)
    assert not bench.station.line.sent
    bench.station.line.tell(part(41))
    bench.until_in_hand(41)
    assert "Part 41" in bench.screen.widgets.banner.text
    QTest.keyClick(
        bench.window, K.Key_Enter
    )  # the guard counts from the change, though a picture was there before
    assert not bench.station.line.sent


def counted(waiting: int) -> LineState:
    return line_state(counters=line_state().counters.model_copy(update={"waiting": waiting}))


def test_the_only_part_that_waits_in_the_records_comes_into_an_empty_hand(bench: Bench) -> None:
    bench.start()
    bench.station.reader.waits = [part(7)]
    bench.station.line.tell(counted(1))
    bench.until_in_hand(7)


def test_a_part_that_was_answered_does_not_come_again_by_a_late_read(bench: Bench) -> None:
    waiting(bench, 1, 2)
    bench.press(K.Key_Enter)
    bench.until_in_hand(2)
    bench.answering.add_waiting([part(1), part(2), part(3)])
    assert [one.number for one in bench.answering.waiting] == [3]


def test_while_the_waiting_parts_are_read_nothing_says_that_none_waits(bench: Bench) -> None:
    bench.screen.line_state(counted(21))
    assert "being read" in bench.screen.widgets.banner.text
    bench.answering.add_waiting([])
    bench.screen.line_state(counted(0))
    assert bench.screen.widgets.banner.text.startswith("No part waits")


def test_what_waits_in_the_records_is_read_when_little_is_left_here(bench: Bench) -> None:
    waiting(bench, 1, 2)
    bench.station.reader.waits = [part(number) for number in range(1, 31)]
    bench.station.line.tell(line_state(counters=line_state().counters.model_copy(update={"waiting": 30})))
    bench.qtbot.waitUntil(lambda: len(bench.answering.waiting) == 29)
    assert bench.in_hand == 1
    assert bench.screen.widgets.strip.accessibleName() == "29 parts wait"

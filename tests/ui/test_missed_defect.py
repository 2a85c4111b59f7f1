"""“I see a defect that it missed”: the right part, the right view, the right pixels."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest

from inspector_app.domain.disposition import Answer
from inspector_app.domain.verdict import Outcome
from tests.ui.conftest import Bench
from tests.ui.fakes import part

K = Qt.Key


def begin(bench: Bench) -> None:
    bench.station.reader.waits = [part(1)]
    bench.station.reader.parts = [part(30, Outcome.PASS), part(29, Outcome.PASS)]
    bench.start()
    bench.press(K.Key_Asterisk)
    bench.qtbot.waitUntil(lambda: bench.screen.widgets.draw.picture.picture is not None)


def draw(bench: Bench, first: tuple[float, float], second: tuple[float, float]) -> None:
    """Draws from one image point to the other."""
    draw_ = bench.screen.widgets.draw
    start = draw_.viewport.to_view(QPointF(*first)).toPoint()
    end = draw_.viewport.to_view(QPointF(*second)).toPoint()
    QTest.mousePress(draw_.picture, Qt.MouseButton.LeftButton, pos=start)
    QTest.mouseMove(draw_.picture, QPoint((start.x() + end.x()) // 2, end.y()))
    QTest.mouseMove(draw_.picture, end)
    QTest.mouseRelease(draw_.picture, Qt.MouseButton.LeftButton, pos=end)


@pytest.mark.parametrize("zoom", [0, 3])
@pytest.mark.parametrize("turned", [False, True])
def test_a_drawn_box_is_in_image_pixels_whatever_the_zoom(bench: Bench, zoom: int, turned: bool) -> None:
    begin(bench)
    draw_ = bench.screen.widgets.draw
    if zoom:
        draw_.viewport.zoom(zoom, draw_.viewport.to_view(QPointF(300, 250)))
    corners = ((320.0, 270.0), (280.0, 240.0)) if turned else ((280.0, 240.0), (320.0, 270.0))
    draw(bench, *corners)
    bench.press(K.Key_4)
    bench.qtbot.waitUntil(lambda: bench.screen.state == "answering")
    [answer] = bench.station.line.answers
    assert (answer.answer, answer.inspection_id) == (Answer.MISSED, "i1")
    [drawn] = answer.drawn
    assert (drawn.view, drawn.defect_class) == ("top", "spur")
    tolerance = 1.5 / draw_.viewport.scale
    assert drawn.box == pytest.approx((280, 240, 320, 270), abs=tolerance)


def test_the_part_in_hand_still_waits_after_a_missed_defect(bench: Bench) -> None:
    begin(bench)
    draw(bench, (100, 100), (150, 150))
    bench.press(K.Key_1)
    bench.qtbot.waitUntil(lambda: bench.screen.state == "answering")
    assert bench.in_hand == 1
    bench.until_open()
    bench.press(K.Key_Enter)
    bench.until_in_hand(None)


def test_a_box_outside_the_picture_is_cut_at_its_edge(bench: Bench) -> None:
    begin(bench)
    draw(bench, (600, 600), (900, 630))
    assert bench.screen.widgets.draw.box is not None
    assert bench.screen.widgets.draw.box.x2 == 640


def test_a_class_without_a_box_sends_nothing(bench: Bench) -> None:
    begin(bench)
    bench.press(K.Key_1)
    assert bench.screen.state == "drawing"
    assert not bench.station.line.sent
    assert "Draw a box" in bench.screen.widgets.draw.note.text


def test_a_refused_drawing_stays_where_it_was_drawn(bench: Bench) -> None:
    begin(bench)
    draw(bench, (100, 100), (150, 150))
    bench.station.line.refuse = "The disk is full."
    bench.press(K.Key_1)
    bench.qtbot.waitUntil(lambda: "disk is full" in bench.screen.widgets.draw.note.text)
    assert bench.screen.state == "drawing"
    assert bench.screen.widgets.draw.box is not None
    bench.station.line.refuse = ""
    bench.press(K.Key_1)
    bench.qtbot.waitUntil(lambda: bench.screen.state == "answering")


def test_a_live_picture_draws_on_the_newest_part_and_goes_back_from_there(bench: Bench) -> None:
    bench.station.reader.parts = [part(30, Outcome.PASS), part(29, Outcome.PASS)]
    bench.station.reader.waits = [part(1)]
    bench.start()
    bench.station.line.tell(part(31, Outcome.PASS))
    bench.qtbot.wait(30)
    QTest.mouseClick(bench.screen.widgets.live.tiles["bottom"], Qt.MouseButton.LeftButton)
    draw_ = bench.screen.widgets.draw
    bench.qtbot.waitUntil(lambda: draw_.picture.picture is not None)
    assert (draw_.part.number, draw_.view) == (31, "bottom")
    assert "Part 31 (machine: PASS)" in bench.screen.widgets.banner.text
    bench.press(K.Key_7)
    assert (draw_.part.number, draw_.view) == (30, "bottom")
    bench.press(K.Key_8)
    assert draw_.view == "top"
    bench.press(K.Key_9)
    assert draw_.part.number == 31
    bench.press(K.Key_Escape)
    assert bench.in_hand == 1


def test_with_no_part_at_all_it_says_so(bench: Bench) -> None:
    bench.start()
    bench.press(K.Key_Asterisk)
    assert "No part was inspected yet" in bench.screen.widgets.draw.picture.words
    bench.press(K.Key_Escape)
    assert bench.screen.state == "answering"

"""The pictures of the part in hand: findings, views, zoom, blink, difference."""

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication

from inspector_app.domain.messages import ViewImage
from inspector_app.domain.verdict import Outcome, Rule
from tests.ui.conftest import Bench
from tests.ui.fakes import BOXES, part

K = Qt.Key


def begin(bench: Bench, **changes: object) -> Bench:
    bench.station.reader.waits = [part(1, **changes), part(2)]
    return bench.start()


def shown_view(bench: Bench) -> str:
    loaded = bench.screen.widgets.pair.loaded
    return loaded.view if loaded is not None else ""


def test_the_first_finding_is_shown_centred_and_enlarged(bench: Bench) -> None:
    begin(bench)
    port = bench.screen.widgets.pair.viewport
    x1, y1, x2, y2 = BOXES[1]
    middle = port.to_view(QPointF((x1 + x2) / 2, (y1 + y2) / 2))
    inspected = bench.screen.widgets.pair.inspected
    assert abs(middle.x() - inspected.width() / 2) < 2
    below_the_caption = port.seen().center()
    assert abs(below_the_caption.y() - (y1 + y2) / 2) < 2
    assert not port.fitted


def test_next_finding_goes_to_its_view_and_round_again(bench: Bench) -> None:
    begin(bench)
    assert shown_view(bench) == "top"
    bench.press(K.Key_6)
    bench.qtbot.waitUntil(lambda: shown_view(bench) == "bottom")
    bench.press(K.Key_Tab)
    bench.qtbot.waitUntil(lambda: shown_view(bench) == "top")
    bench.press(K.Key_P)
    bench.qtbot.waitUntil(lambda: shown_view(bench) == "bottom")
    bench.press(K.Key_V)
    bench.qtbot.waitUntil(lambda: shown_view(bench) == "top")
    assert bench.in_hand == 1


def test_golden_and_picture_share_zoom_and_place(bench: Bench) -> None:
    begin(bench)
    pair = bench.screen.widgets.pair
    assert pair.inspected.size() == pair.golden.size()
    before = pair.viewport.scale
    position = QPointF(60, 80)
    fixed = pair.viewport.to_image(position)
    wheel = QWheelEvent(
        position, pair.inspected.mapToGlobal(position), QPoint(0, 0), QPoint(0, 120), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(pair.inspected, wheel)
    assert pair.viewport.scale > before
    assert (pair.viewport.to_image(position) - fixed).manhattanLength() < 0.01


def test_whole_picture_and_back(bench: Bench) -> None:
    begin(bench)
    port = bench.screen.widgets.pair.viewport
    bench.press(K.Key_5)
    assert port.fitted
    bench.press(K.Key_5)
    assert not port.fitted
    before = port.scale
    bench.press(K.Key_8)
    assert port.scale > before
    bench.press(K.Key_2)
    assert abs(port.scale - before) < 1e-6


def test_blink_takes_turns_and_ends_with_the_part(bench: Bench) -> None:
    begin(bench)
    pair = bench.screen.widgets.pair
    loaded = pair.loaded
    bench.press(K.Key_B)
    assert pair.blinking
    bench.qtbot.waitUntil(lambda: pair.inspected.picture is loaded.golden)
    bench.qtbot.waitUntil(lambda: pair.inspected.picture is loaded.picture)
    bench.press(K.Key_Enter)
    bench.until_in_hand(2)
    assert not pair.blinking
    bench.until_open()
    assert pair.inspected.picture is pair.loaded.picture


def test_the_difference_takes_the_goldens_place_and_goes(bench: Bench) -> None:
    begin(bench)
    pair = bench.screen.widgets.pair
    bench.press(K.Key_9)
    assert pair.golden.picture is pair.loaded.difference
    assert bench.screen.widgets.look.buttons["difference"].isChecked()
    bench.press(K.Key_D)
    assert pair.golden.picture is pair.loaded.golden


def test_a_part_without_findings_shows_the_whole_picture_and_can_be_answered(bench: Bench) -> None:
    begin(
        bench, outcome=Outcome.REVIEW, findings=(), rule=Rule.BLURRED, reason="sharpness 0.2, at least 0.35"
    )
    assert bench.screen.widgets.pair.viewport.fitted
    assert "blurred" in bench.screen.widgets.banner.text
    bench.press(K.Key_N)
    assert "no findings" in bench.note
    bench.press(K.Key_Enter)
    bench.until_in_hand(2)


def test_a_picture_that_is_gone_is_said_and_the_part_can_be_answered(bench: Bench) -> None:
    lost = (ViewImage(view="top", image_path="images/lost.png", golden_path=None, mm_per_px=0.02),)
    begin(bench, views=lost)
    assert "lost.png" in bench.screen.widgets.pair.inspected.words
    bench.press(K.Key_B)
    assert "no golden" in bench.note
    bench.press(K.Key_Enter)
    bench.until_in_hand(2)


def test_a_part_without_any_view_can_be_answered(bench: Bench) -> None:
    begin(bench, views=(), findings=(), outcome=Outcome.REVIEW, rule=Rule.NO_IMAGE)
    assert "No picture was taken" in bench.screen.widgets.pair.inspected.words
    bench.press(K.Key_Plus)
    bench.until_in_hand(2)


def test_no_answer_before_the_picture_is_there(bench: Bench) -> None:
    bench.station.reader.waits = [part(1), part(2)]
    bench.window.pictures._background.run(
        lambda: bench.qtbot and __import__("time").sleep(0.6), lambda _: None
    )
    bench.window.attach(bench.station.ports)
    from tests.ui.fakes import line_state  # noqa: PLC0415

    bench.station.line.tell(line_state())
    bench.until_in_hand(1)
    bench.press(K.Key_Enter)
    bench.press(K.Key_Enter)
    assert not bench.station.line.sent
    bench.until_open()
    bench.press(K.Key_Enter)
    bench.until_in_hand(2)


def test_the_finding_that_decided_is_shown_first(bench: Bench) -> None:
    begin(bench, deciding=1)
    assert shown_view(bench) == "bottom"
    assert bench.screen.widgets.look.buttons["next_finding"]._detail == "2 of 2"
    assert bench.screen.widgets.answers.buttons["confirm"]._detail == "bad, Spur"

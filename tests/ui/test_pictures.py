from pathlib import Path

import cv2
import numpy as np
import pytest
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QImage, QPainter
from pytestqt.qtbot import QtBot

from inspector_app.domain.geometry import Box
from inspector_app.domain.messages import ViewImage
from inspector_app.domain.verdict import Outcome
from inspector_app.ui.background import Background
from inspector_app.ui.bench.part_pictures import PartPictures
from inspector_app.ui.pictures.loading import LoadedView, load_view
from inspector_app.ui.pictures.overlays import Overlay, draw_overlays, finding_overlays
from inspector_app.ui.pictures.picture import to_picture, to_qimage
from inspector_app.ui.pictures.thumbnails import Thumbnails
from inspector_app.ui.pictures.viewport import Viewport
from inspector_app.ui.style.palette import GREEN, ORANGE, PAPER, VERMILLION
from tests.ui.fakes import BOXES, part


def view(image: str | None = "images/top-0.png", golden: str | None = "images/golden-top.png") -> ViewImage:
    return ViewImage(view="top", image_path=image, golden_path=golden, mm_per_px=0.02)


def viewport() -> Viewport:
    made = Viewport()
    made.set_view_size(400, 300)
    made.set_image_size(640, 640)
    return made


def test_bgr_becomes_the_right_colour() -> None:
    image = np.zeros((40, 50, 3), np.uint8)
    image[:, :, 2] = 200
    assert to_qimage(image).pixelColor(10, 10).red() == 200
    gray = np.full((40, 50), 70, np.uint8)
    assert to_qimage(gray).pixelColor(3, 3).getRgb()[:3] == (70, 70, 70)


def test_a_picture_owns_its_pixels() -> None:
    image = np.full((40, 50, 3), 90, np.uint8)
    made = to_qimage(image[:, ::2])
    image[:] = 0
    assert made.pixelColor(5, 5).red() == 90


def test_smaller_levels_keep_a_thin_line() -> None:
    image = np.zeros((2048, 2448), np.uint8)
    image[:, 1001:1003] = 255
    picture = to_picture(image)
    assert len(picture.levels) > 2
    shown = QImage(612, 512, QImage.Format.Format_RGB32)
    painter = QPainter(shown)
    picture.draw(painter, QRectF(0, 0, 612, 512), QRectF(0, 0, 612, 512))
    painter.end()
    assert max(shown.pixelColor(x, 250).red() for x in range(612)) > 80


def test_zoom_keeps_the_point_under_the_cursor() -> None:
    port = viewport()
    cursor = QPointF(130, 90)
    before = port.to_image(cursor)
    port.zoom(3, cursor)
    after = port.to_image(cursor)
    assert (after.x(), after.y()) == pytest.approx((before.x(), before.y()), abs=0.01)
    assert not port.fitted
    port.zoom(-20, cursor)
    assert port.fitted


def test_pan_moves_by_screen_pixels() -> None:
    port = viewport()
    port.zoom(4, QPointF(200, 150))
    before = port.to_view(QPointF(320, 320))
    port.pan(QPointF(20, -10))
    after = port.to_view(QPointF(320, 320))
    assert (after.x() - before.x(), after.y() - before.y()) == pytest.approx((20, -10), abs=0.01)


def test_focus_centres_and_enlarges() -> None:
    port = viewport()
    port.focus(Box(100, 100, 120, 110))
    place = port.place(Box(100, 100, 120, 110))
    assert (place.center().x(), place.center().y()) == pytest.approx((200, 150), abs=0.6)
    assert place.width() > 40


def test_the_whole_picture_lies_below_the_caption() -> None:
    port = Viewport()
    port.set_image_size(640, 640)
    port.set_view_size(400, 324, top=24)
    place = port.picture_place()
    assert (place.top(), place.bottom()) == (24, 324)
    assert port.seen().height() == 640


def test_view_and_image_points_are_inverse() -> None:
    port = viewport()
    port.focus(Box(300, 20, 380, 60))
    point = port.to_image(port.to_view(QPointF(123, 456)))
    assert (point.x(), point.y()) == pytest.approx((123, 456))


def test_the_golden_is_laid_over_the_part(home: Path) -> None:
    loaded = load_view(home, view())
    assert loaded.picture is not None
    assert loaded.golden is not None
    assert loaded.golden_note == ""
    # the picture lies shifted by (-1, 2): the difference is small but for the defect
    difference = loaded.difference.levels[0]
    x, y = (BOXES[0][0] + BOXES[0][2]) // 2, (BOXES[0][1] + BOXES[0][3]) // 2 + 2
    assert difference.pixelColor(x, y).red() > 120
    quiet = [difference.pixelColor(px, py).red() for px in range(60, 600, 9) for py in range(60, 250, 9)]
    assert np.percentile(quiet, 95) < 60


def test_a_picture_that_cannot_be_read_is_said_in_words(tmp_path: Path) -> None:
    (tmp_path / "broken.png").write_bytes(b"\x89PNG\r\n\x1a\nnothing")
    broken = load_view(tmp_path, view("broken.png", None))
    assert broken.picture is None
    assert "broken.png" in broken.error
    gone = load_view(tmp_path, view("gone.png", None))
    assert "gone.png" in gone.error
    never = load_view(tmp_path, view(None, None))
    assert never.error == "No picture was kept of this view."


def test_a_golden_of_another_size_or_board_is_shown_and_said(home: Path, tmp_path: Path) -> None:
    cv2.imwrite(str(tmp_path / "part.png"), cv2.imread(str(home / "images" / "top-0.png")))
    cv2.imwrite(str(tmp_path / "small.png"), np.zeros((100, 120, 3), np.uint8))
    cv2.imwrite(
        str(tmp_path / "other.png"), np.random.default_rng(1).integers(0, 255, (640, 640, 3)).astype(np.uint8)
    )
    other_size = load_view(tmp_path, view("part.png", "small.png"))
    assert other_size.golden is not None
    assert other_size.difference is None
    assert "another size" in other_size.golden_note
    assert "not aligned" in load_view(tmp_path, view("part.png", "other.png")).golden_note


def test_labels_say_class_size_and_score() -> None:
    overlays = finding_overlays(part(1), "top", 0)
    assert overlays[0].label == "1 Mousebite 0.62 mm · 0.93"
    assert overlays[0].active
    [other] = finding_overlays(part(1), "bottom", None)
    assert other.label.startswith("2 "), "the part counts them, as the button does"
    assert not other.active


@pytest.mark.parametrize(
    ("outcome", "colour"), [(Outcome.FAIL, VERMILLION), (Outcome.REVIEW, ORANGE), (Outcome.PASS, GREEN)]
)
def test_the_finding_that_is_looked_at_has_the_colour_of_the_verdict(
    outcome: Outcome, colour: QColor
) -> None:
    two = tuple(finding.model_copy(update={"view": "top"}) for finding in part(1).findings)
    looked_at, other = finding_overlays(part(1, outcome, findings=two), "top", 0)
    assert looked_at.colour == colour
    assert other.colour == PAPER


def test_overlays_that_lie_close_are_all_drawn(qtbot: QtBot) -> None:
    port = viewport()
    image = QImage(400, 300, QImage.Format.Format_RGB32)
    image.fill(0)
    painter = QPainter(image)
    boxes = [
        Overlay(Box(300 + n, 300, 320 + n, 320), f"{n + 1} Spur 0.30 mm · 0.80", n == 3) for n in range(8)
    ]
    draw_overlays(painter, port, boxes, QRectF(0, 0, 400, 300))
    painter.end()
    lit = sum(image.pixelColor(x, y).red() > 150 for x in range(0, 400, 2) for y in range(0, 300, 2))
    assert lit > 200


def test_a_finding_with_an_outline_is_drawn_by_it_and_says_its_area(qtbot: QtBot) -> None:
    slanting = ((100.0, 100.0), (104.0, 100.0), (180.0, 176.0), (176.0, 180.0))
    finding = (
        part(1)
        .findings[0]
        .model_copy(update={"box": (100.0, 100.0, 180.0, 180.0), "outlines": (slanting,), "area_mm2": 0.17})
    )
    (overlay,) = finding_overlays(part(1, findings=(finding,)), "top", 0)
    assert overlay.label == "1 Mousebite 0.62 mm · 0.17 mm² · 0.93"
    port = viewport()
    port.focus(overlay.box)
    image = QImage(400, 300, QImage.Format.Format_RGB32)
    image.fill(0)
    painter = QPainter(image)
    draw_overlays(painter, port, [overlay], QRectF(0, 0, 400, 300))
    painter.end()

    def lit(x: float, y: float) -> bool:
        at = port.to_view(QPointF(x, y))
        return any(
            image.pixelColor(round(at.x()) + dx, round(at.y()) + dy).red() > 100
            for dx in range(-6, 7)
            for dy in range(-6, 7)
        )

    assert lit(100, 100)
    assert lit(180, 180)
    assert not lit(180, 100), "the box's empty corner"
    middle = port.to_view(QPointF(140, 140))
    assert image.pixelColor(round(middle.x()), round(middle.y())).red() < 50, "the defect itself stays free"


def test_thumbnails_show_the_finding_and_come_beside_the_window(qtbot: QtBot, home: Path) -> None:
    background = Background("test")
    thumbnails = Thumbnails(home, background)
    with qtbot.waitSignal(thumbnails.loaded, timeout=3000):
        assert thumbnails.get(part(0)) is None
    image = thumbnails.get(part(0))
    assert image is not None
    assert image.width() < 160
    middle = image.pixelColor(image.width() // 2, image.height() // 2)
    assert middle.red() > middle.green()  # copper, where the golden is green
    background.close()


def test_a_thumbnail_that_cannot_be_read_stays_empty_and_is_not_asked_again(
    qtbot: QtBot, tmp_path: Path
) -> None:
    background = Background("test")
    thumbnails = Thumbnails(tmp_path, background)
    with qtbot.waitSignal(thumbnails.loaded, timeout=3000):
        thumbnails.get(part(0))
    assert thumbnails.get(part(0)) is None
    assert not thumbnails._asked
    background.close()


def test_kept_pictures_are_bounded_in_memory(
    qtbot: QtBot, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("inspector_app.ui.bench.part_pictures._MOST_BYTES", 9_000_000)
    background = Background("test")
    pictures = PartPictures(background)
    pictures.attach(home)
    loaded: list[LoadedView] = []
    for number in range(5):
        pictures.load(f"place {number}", part(number), view(f"images/top-{number % 4}.png"), loaded.append)
    qtbot.waitUntil(lambda: len(loaded) == 5, timeout=5000)
    assert 3_000_000 < loaded[0].size_bytes < 5_000_000  # two in colour and one in gray
    assert len(pictures._kept) == 2
    pictures.load("again", part(4), view("images/top-0.png"), loaded.append)
    assert len(loaded) == 6  # at once: it is still here
    background.close()


def test_a_late_picture_of_another_part_is_dropped(qtbot: QtBot, home: Path) -> None:
    background = Background("test")
    pictures = PartPictures(background)
    pictures.attach(home)
    shown: list[str] = []
    pictures.load("in hand", part(1), view("images/top-0.png"), lambda _: shown.append("first"))
    pictures.load("in hand", part(2), view("images/top-1.png"), lambda _: shown.append("second"))
    qtbot.waitUntil(lambda: bool(shown))
    qtbot.wait(100)
    assert shown == ["second"]
    background.close()

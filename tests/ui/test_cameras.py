"""The cameras' screen on a desk that the test plays."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt

from inspector_app.domain.messages import UseFirstCamera
from inspector_app.ui.cameras.ports import (
    CalibrationLine,
    CameraDeskError,
    DraftShown,
    Look,
    Measured,
    MeterBar,
)
from tests.ui.conftest import Bench
from tests.ui.fakes import PEOPLE, line_state

K = Qt.Key
IMAGE = np.full((300, 400), 90, np.uint8)
BARS = (
    MeterBar("Brightness", 0.2, 0.45, 0.55, "40 % of golden"),
    MeterBar("Focus", 0.6, 0.5, 1.0, "90 %", peaks=True),
)


class Desk:
    """Answers at once; keeps what it was asked."""

    def __init__(self) -> None:
        self.asked: list[tuple[object, ...]] = []
        self.doubts: tuple[str, ...] = ()
        self.refuse = ""

    def look(self, ring: str, recipe: str, view: str) -> Look | None:
        return Look(IMAGE, 0.1, BARS, ("Brightness: 40 % of the golden's. Add light.",))

    def calibrations(self, views: tuple[str, ...]) -> tuple[CalibrationLine, ...]:
        return tuple(CalibrationLine(view, f"{view} was never calibrated", due=True) for view in views)

    def reminder(self) -> str:
        return ""

    def find(self) -> tuple[str, ...]:
        self._refuse()
        return ("genicam 1: a camera",)

    def measure(self, recipe: str, view: str, image: object, target: object) -> Measured:
        self._refuse()
        self.asked.append(("measure", recipe, view))
        return Measured(view, "0.02000 mm a pixel", self.doubts, (), "scale")

    def keep(self, measured: Measured, recipe: str, person: str) -> str:
        self.asked.append(("keep", measured.view, recipe, person))
        return "Kept."

    def gray_card(self, image: object) -> str:
        return "red x 1.2"

    def print_target(self, target: object) -> Path:
        return Path("target.pdf")

    def teach_golden(self, recipe: str, view: str) -> DraftShown:
        return DraftShown(view, IMAGE, IMAGE, ("Of 8 parts.",))

    def approve_golden(self, recipe: str, view: str, person: str) -> str:
        self.asked.append(("approve", recipe, view, person))
        return "Approved."

    def _refuse(self) -> None:
        if self.refuse:
            raise CameraDeskError(self.refuse)


@pytest.fixture
def desk() -> Desk:
    return Desk()


@pytest.fixture
def opened(bench: Bench, desk: Desk) -> Bench:
    bench.window.attach(replace(bench.station.ports, cameras=lambda: desk))
    bench.station.line.tell(line_state())
    bench.qtbot.waitUntil(lambda: bench.window.link.state is not None)
    bench.press(K.Key_End)
    screen = bench.window.cameras
    bench.qtbot.waitUntil(lambda: screen.isVisible() and screen.widgets.meters.bars == BARS, timeout=5000)
    return bench


def result(bench: Bench, words: str) -> None:
    bench.qtbot.waitUntil(lambda: words in bench.window.cameras.widgets.result.text())


def test_meters_say_what_to_turn_and_calibration_what_is_due(opened: Bench) -> None:
    screen = opened.window.cameras
    assert "Add light" in screen.widgets.advice.text()
    opened.qtbot.waitUntil(lambda: "never calibrated" in screen.widgets.views.plates[0].text())


def test_a_scale_is_measured_then_kept_under_the_persons_name(opened: Bench, desk: Desk) -> None:
    opened.press(K.Key_K)
    assert "Nothing was measured" in opened.window.cameras.note.text
    opened.press(K.Key_M)
    result(opened, "0.02000 mm a pixel")
    opened.press(K.Key_K)
    result(opened, "Kept.")
    assert [one[0] for one in desk.asked] == ["measure", "keep"]
    assert desk.asked[1][-1] == PEOPLE[0]


def test_what_is_doubtful_is_kept_only_at_the_second_press(opened: Bench, desk: Desk) -> None:
    desk.doubts = ("The target is tilted.",)
    opened.press(K.Key_M)
    result(opened, "tilted")
    opened.press(K.Key_K)
    assert "once more" in opened.window.cameras.note.text
    assert len(desk.asked) == 1
    opened.press(K.Key_K)
    result(opened, "Kept.")


def test_what_was_measured_of_one_view_is_not_kept_for_another(opened: Bench, desk: Desk) -> None:
    opened.press(K.Key_M)
    result(opened, "0.02000 mm a pixel")
    opened.press(K.Key_2)
    opened.press(K.Key_K)
    assert "Nothing was measured" in opened.window.cameras.note.text
    assert len(desk.asked) == 1


def test_a_refusal_is_said_and_the_next_wish_works(opened: Bench, desk: Desk) -> None:
    desk.refuse = "no chessboard in the picture"
    opened.press(K.Key_M)
    opened.qtbot.waitUntil(lambda: "no chessboard" in opened.window.cameras.note.text)
    desk.refuse = ""
    opened.press(K.Key_F)
    result(opened, "genicam 1: a camera")


def test_a_golden_is_looked_at_before_it_is_approved(opened: Bench, desk: Desk) -> None:
    screen = opened.window.cameras
    opened.press(K.Key_A)
    assert "No merged golden is shown" in screen.note.text
    opened.press(K.Key_G)
    opened.qtbot.waitUntil(lambda: screen.widgets.shows_golden)
    opened.press(K.Key_A)
    opened.qtbot.waitUntil(lambda: bool(desk.asked))
    assert desk.asked[0][0] == "approve"


def test_escape_leads_to_the_live_picture_and_then_to_the_bench(opened: Bench) -> None:
    screen = opened.window.cameras
    opened.press(K.Key_G)
    opened.qtbot.waitUntil(lambda: screen.widgets.shows_golden)
    opened.press(K.Key_Escape)
    assert not screen.widgets.shows_golden
    opened.press(K.Key_Escape)
    assert opened.window.stack.currentWidget() is opened.window.bench


def test_a_view_is_given_back_to_its_first_camera_only_while_the_spare_works(opened: Bench) -> None:
    opened.press(K.Key_B)
    assert "No spare camera is at work" in opened.window.cameras.note.text
    state = line_state()
    cameras = tuple(camera.model_copy(update={"spare_at_work": True}) for camera in state.cameras)
    opened.station.line.tell(state.model_copy(update={"cameras": cameras}))
    opened.qtbot.waitUntil(opened.window.cameras.widgets.buttons["first"].isVisible)
    opened.press(K.Key_B)
    opened.qtbot.waitUntil(lambda: bool(opened.station.line.sent))
    [sent] = opened.station.line.sent
    assert isinstance(sent, UseFirstCamera)
    assert (sent.view, sent.person) == (cameras[0].view, PEOPLE[0])

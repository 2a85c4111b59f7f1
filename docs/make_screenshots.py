"""Renews every picture in docs/screenshots, from the real demo; docs/developer.md says how it is started.

The line runs in a home of its own for two to four minutes, and answers are given by keys as an operator would.
Nothing is staged: what the pictures show was found by the shipped model.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, TypeVar

import pypdfium2
import typer
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from inspector_app.bootstrap.line_options import LineOptions
from inspector_app.bootstrap.window import Opening
from inspector_app.bootstrap.window_ports import connect
from inspector_app.domain.messages import PartInspected, SetLot, SetSpeed
from inspector_app.domain.part import new_id
from inspector_app.domain.verdict import Outcome, Rule
from inspector_app.settings.home import Home
from inspector_app.settings.settings_file import load_settings
from inspector_app.ui.app import make_application
from inspector_app.ui.learning.dialogs.import_dialog import ImportDialog
from inspector_app.ui.learning.dialogs.release_dialogs import GatesDialog
from inspector_app.ui.learning.ports import DatasetLine
from inspector_app.ui.main_window import MainWindow
from inspector_app.ui.ports import Ports
from inspector_app.ui.screenshot import save_screenshot
from inspector_app.ui.shift.shift_dialogs import EndShiftDialog

PARTS_AN_HOUR = 3000.0
ANSWERS = 14
LONGEST_WAIT_S = 240.0
PAGE_DPI = 80.0
K = Qt.Key
D = TypeVar("D", bound=QDialog)


class NothingCameError(Exception):
    """The demo did not bring what a picture is to show."""


class Photographer:
    """A window on the demo's line, its keys, and a folder for pictures."""

    def __init__(self, window: MainWindow, ports: Ports, out: Path) -> None:
        self.window, self.ports, self.out = window, ports, out

    @property
    def in_hand(self) -> PartInspected | None:
        """The part that keys answer."""
        return self.window.answering.in_hand

    def until(self, what: str, condition: Callable[[], object], seconds: float = LONGEST_WAIT_S) -> None:
        """Lets the window live until something is so. Raises NothingCameError."""
        end = time.monotonic() + seconds
        while not condition():
            if time.monotonic() > end:
                raise NothingCameError(f"{what} did not come within {seconds:.0f} s")
            QTest.qWait(30)

    def press(self, *keys: Qt.Key) -> None:
        """Presses keys one after the other, as slowly as a hand."""
        for key in keys:
            QTest.keyClick(self.window, key)
            QTest.qWait(250)

    def take(self, name: str) -> None:
        """Saves what the window shows once it has settled."""
        QTest.qWait(400)
        save_screenshot(self.window, self.out / f"{name}.png")
        print(f"{name}.png", file=sys.stderr)

    def dialog(self, kind: type[D]) -> D:
        """The dialog of this kind, once it is open."""
        control = self.window.control
        self.until("the dialog", lambda: isinstance(control.dialog, kind), 10)
        dialog = control.dialog
        assert isinstance(dialog, kind)
        return dialog

    def until_open(self) -> None:
        """A part is in hand, its picture is there, and a press would answer it."""
        button = self.window.bench.widgets.answers.buttons["confirm"]
        self.until("a part in hand", lambda: self.in_hand is not None and button.isEnabled())

    def answer(self) -> None:
        """Answers the part in hand by what was really there."""
        part = self.in_hand
        if part is None:
            return
        good = part.truth == "a good part"
        self.press(*((K.Key_0, K.Key_7) if good else (K.Key_Enter,)))
        self.until("the kept answer", lambda: self.in_hand is not part, 10)

    def until_in_hand(self, what: str, wanted: Callable[[PartInspected], bool]) -> None:
        """Answers parts until one is in hand that a picture is to show."""
        end = time.monotonic() + LONGEST_WAIT_S
        while True:
            self.until_open()
            if self.in_hand is not None and wanted(self.in_hand):
                return
            if time.monotonic() > end:
                raise NothingCameError(f"{what} did not come")
            self.answer()


def take_bench(camera: Photographer) -> None:
    """FAIL and REVIEW in hand, the list of an override, a missed defect being drawn."""
    camera.until_in_hand("a FAIL", lambda part: part.rule is Rule.ABOVE_TOLERANCE)
    camera.until("a few that wait", lambda: len(camera.window.answering.waiting) >= 4)
    camera.take("bench")
    camera.press(K.Key_0)
    camera.take("bench-override")
    camera.press(K.Key_Minus)
    take_drawing(camera)
    answered, taken = 0, False
    while answered < ANSWERS or not taken:
        camera.until_open()
        part = camera.in_hand
        if part is not None and not taken and part.outcome is Outcome.REVIEW and part.findings:
            camera.take("bench-review")
            taken = True
        camera.answer()
        answered += 1


def take_drawing(camera: Photographer) -> None:
    """A box drawn with the mouse on the kept picture."""
    draw = camera.window.bench.widgets.draw
    camera.press(K.Key_Asterisk)
    camera.until("the picture to draw on", lambda: draw.picture.picture is not None, 10)
    picture = draw.picture.picture
    if picture is None:
        return
    place = [
        draw.viewport.to_view(QPointF(picture.width * x, picture.height * y)).toPoint()
        for x, y in ((0.30, 0.62), (0.36, 0.67))
    ]
    drag(draw.picture, *place)
    camera.take("bench-missed")
    camera.press(K.Key_Escape)


def drag(widget: QWidget, start: QPoint, end: QPoint) -> None:
    """The left button from one point to another."""
    QTest.mousePress(widget, Qt.MouseButton.LeftButton, pos=start)
    QTest.mouseMove(widget, end)
    QTest.qWait(50)
    QTest.mouseRelease(widget, Qt.MouseButton.LeftButton, pos=end)


def take_screens(camera: Photographer) -> None:
    """Hold bin, help, the shift's end, the report as it is shown."""
    window = camera.window
    camera.press(K.Key_F3)
    camera.until("the hold bin", lambda: window.bin.selected is not None, 10)
    camera.press(K.Key_5)
    camera.take("hold-bin")
    camera.press(K.Key_Escape, K.Key_F1)
    camera.take("help")
    take_learning(camera)
    camera.press(K.Key_Escape, K.Key_F2)
    camera.until("the dialog", lambda: window.control.dialog is not None, 10)
    dialog = window.control.dialog
    if isinstance(dialog, EndShiftDialog):
        dialog.notes.setPlainText("Lamp of the left camera was cleaned at the break.")
        save_screenshot(dialog, camera.out / "shift-end.png")
        dialog.submit()
    camera.until("the report", lambda: window.report.pages.count > 0, 60)
    camera.take("report-preview")


def take_learning(camera: Photographer) -> None:
    """The path of a new home, the answers of this run as a dataset with what its check found, the shipped package."""
    learning = camera.window.learning
    camera.press(K.Key_F12)
    camera.until("what there is to learn from", lambda: learning.overview is not None, 30)
    camera.take("learning-empty")
    camera.press(K.Key_I)
    form = camera.dialog(ImportDialog)
    save_screenshot(form, camera.out / "learning-import.png")
    form.source_kind.setCurrentIndex(1)
    form.name.setText("controllers")
    form.submit()
    camera.until("the dataset", lambda: isinstance(learning.list.entry, DatasetLine))
    camera.press(K.Key_Return)
    camera.until("the check", lambda: "Checked" in learning.detail.text.toPlainText())
    camera.take("learning-dataset")
    camera.press(K.Key_P)
    camera.until("an image", lambda: learning.findings.picture.picture is not None, 20)
    camera.take("learning-findings")
    camera.press(K.Key_Escape)
    take_gates(camera)


def take_gates(camera: Photographer) -> None:
    """What the gates say of the shipped package; the demo is in auto-reject, so an engineer says so."""
    learning = camera.window.learning
    learning.list.choose("package board-defects")
    camera.press(K.Key_G)
    form = camera.dialog(GatesDialog)
    form.allowed.setChecked(True)
    form.engineer.setText("E. Engineer")
    form.submit()
    camera.until("the gates", lambda: "gates" in learning.detail.text.toPlainText())
    camera.take("learning")


def render_report(file: Path, out: Path) -> None:
    """The pages of the PDF as pictures: shift-report.png, shift-report-2.png, and so on."""
    document = pypdfium2.PdfDocument(file)
    for old in out.glob("shift-report*.png"):
        old.unlink()
    for index in range(len(document)):
        name = "shift-report" + (f"-{index + 1}" if index else "")
        document[index].render(scale=PAGE_DPI / 72).to_pil().save(out / f"{name}.png", optimize=True)
        print(f"{name}.png", file=sys.stderr)
    document.close()


def main(
    out: Annotated[Path, typer.Option(help="The folder of the pictures.")] = Path(__file__).parent
    / "screenshots",
    width: Annotated[int, typer.Option(help="Of the window, in px.")] = 1366,
    height: Annotated[int, typer.Option(help="Of the window, in px.")] = 768,
) -> None:
    """Opens the demo, takes all pictures, closes it."""
    make_application()
    with tempfile.TemporaryDirectory() as folder:
        home = Home(Path(folder)).create()
        opening = Opening(home, load_settings(home, demo=True).settings, LineOptions(demo=True))
        ports = connect(home, opening.site, opening.line)
        window = MainWindow(opening.site)
        try:
            window.resize(width, height)
            window.show()
            window.attach(ports)
            ports.line.send(SetLot(command_id=new_id(), lot="L-2231"))
            ports.line.send(SetSpeed(command_id=new_id(), parts_per_hour=PARTS_AN_HOUR))
            camera = Photographer(window, ports, out)
            take_bench(camera)
            take_screens(camera)
            if window.report.drawn is not None:
                render_report(window.report.drawn.file, out)
        finally:
            window.close_now()
            ports.close()
            QApplication.processEvents()


if __name__ == "__main__":
    typer.run(main)

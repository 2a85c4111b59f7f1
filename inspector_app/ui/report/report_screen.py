"""The shift report: drawn by a job, shown as it will be printed, saved, printed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QImage
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from inspector_app.ui.background import Background
from inspector_app.ui.bench.picture_note import PictureNote
from inspector_app.ui.keys.key_press import KeyPress
from inspector_app.ui.ports import ReportJobs
from inspector_app.ui.report.page_list import PageList
from inspector_app.ui.report.pdf_pages import render_pages
from inspector_app.ui.report.printing import make_printer, print_file, printer_names
from inspector_app.ui.report.saving import copy_whole, documents_folder
from inspector_app.ui.style.key_button import KeyButton

_SCREEN_DPI = 120.0
_FINAL = "After the shift's end this makes the answers in it final."
_SAVE = f"Writes a copy of this PDF where you say; an existing file is asked about. {_FINAL}"
_PRINT = f"Prints exactly what is shown here, for printed name, time and signature. {_FINAL}"


@dataclass(frozen=True, slots=True)
class DrawnReport:
    """A PDF and what it is of: never taken apart, so that no other shift's answers become final."""

    file: Path
    shift_id: str | None
    ended: bool


class ReportScreen(QWidget):
    """One report at a time."""

    left = Signal()
    issued = Signal(object, str)
    """The report of a shift that has ended was saved or printed: the DrawnReport, and which of the two."""

    def __init__(
        self, background: Background, show_dialog: Callable[[QDialog], None], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._background, self._show_dialog = background, show_dialog
        self._jobs: ReportJobs | None = None
        self._shift_id: str | None = None
        self._ended = False
        self._generation = 0
        self.drawn: DrawnReport | None = None
        self.title = QLabel("No report yet.", self)
        self.title.setStyleSheet("font-size: 18px; padding: 4px;")
        self.title.setWordWrap(True)
        self.pages = PageList(self)
        self.note = PictureNote(self.pages)
        self.save_button = KeyButton("Save as …", "S", _SAVE, self)
        self.print_button = KeyButton("Print …", "P", _PRINT, self)
        self.again = KeyButton(
            "Draw again", "R", "Draws the report anew, with all answers given since.", self
        )
        self.back = KeyButton("Back", "Esc", "Back to the bench; the part in hand is as you left it.", self)
        self._lay_out()
        for button, slot in self._slots():
            button.clicked.connect(slot)
        self._show_ready()

    def attach(self, jobs: ReportJobs) -> None:
        """Reports are drawn by these jobs."""
        self._jobs = jobs

    def draw(self, shift_id: str | None, *, ended: bool) -> None:
        """Draws the report of a shift (None: the newest) and shows it. ended: the shift does not run any more."""
        jobs = self._jobs
        self._shift_id, self._ended = shift_id, ended
        if jobs is None:
            self.title.setText("The line is still starting; the report comes after.")
            return
        self._generation += 1
        generation = self._generation
        if self.drawn is not None and (self.drawn.shift_id, self.drawn.ended) != (shift_id, ended):
            self._forget()
        self.title.setText("Drawing the report … The line and the bench go on meanwhile.")

        def work() -> tuple[Path, list[QImage]]:
            file = jobs.draw(shift_id)
            return file, render_pages(file, _SCREEN_DPI)

        self._background.run(
            work,
            lambda result: self._show(generation, DrawnReport(result[0], shift_id, ended), result[1]),
            lambda error: self._failed(generation, error),
        )

    def leave(self) -> None:
        """Gives up a drawing that runs."""
        self._generation += 1
        if self._jobs is not None:
            self._jobs.cancel()

    def press(self, key: KeyPress) -> bool:
        """A key; True where it meant something here."""
        actions: dict[str, Callable[[], None]] = {"S": self.save, "P": self.print, "R": self._again}
        if key.name not in actions:
            return self.pages.turn(key.name)
        actions[key.name]()
        return True

    def save(self) -> None:
        """Asks where, then writes a copy."""
        drawn = self.drawn
        if drawn is None:
            return
        proposed = str(documents_folder() / drawn.file.name)
        dialog = QFileDialog(self, "Save the report", proposed, "PDF (*.pdf)")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("pdf")
        dialog.selectFile(proposed)
        dialog.fileSelected.connect(lambda target: self.save_to(Path(target), drawn))
        self._show_dialog(dialog)

    def save_to(self, target: Path, drawn: DrawnReport) -> None:
        """Writes a copy: whole, or not at all."""
        self._background.run(
            lambda: copy_whole(drawn.file, target),
            lambda _done: self._went_out(drawn, f"Saved as {target}.", "saved"),
            lambda error: self.note.error(f"Not saved: {error}"),
        )

    def print(self) -> None:
        """Asks for a printer, then prints."""
        drawn = self.drawn
        if drawn is None:
            return
        names = printer_names()
        if not names:
            self.note.error("This computer knows no printer. Save the PDF and print it elsewhere.")
            return
        printer = make_printer(names[0])
        dialog = QPrintDialog(printer, self)
        dialog.accepted.connect(lambda: self._print_on(printer, drawn))
        self._show_dialog(dialog)

    def final(self, how: str) -> None:
        """The line knows that the report went out."""
        self.note.done(f"The report was {how}. The answers in it are final: they can't be undone any more.")

    def _print_on(self, printer: QPrinter, drawn: DrawnReport) -> None:
        self.note.done("Printing …")
        self._background.run(
            lambda: print_file(drawn.file, printer),
            lambda count: self._went_out(drawn, f"Sent {count} pages to {printer.printerName()}.", "printed"),
            lambda error: self.note.error(f"Not printed: {error}"),
        )

    def _went_out(self, drawn: DrawnReport, words: str, how: str) -> None:
        """Only a report that was drawn after the shift's end can be the one that is signed."""
        self.note.done(words)
        if drawn.ended:
            self.issued.emit(drawn, how)

    def _again(self) -> None:
        self.draw(self._shift_id, ended=self._ended)

    def _slots(self) -> list[tuple[KeyButton, Callable[[], object]]]:
        return [
            (self.save_button, self.save),
            (self.print_button, self.print),
            (self.again, self._again),
            (self.back, self.left.emit),
        ]

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        for button in (self.save_button, self.print_button, self.again, self.back):
            button.setFixedHeight(72)
            buttons.addWidget(button, 1)
        box = QVBoxLayout(self)
        box.addWidget(self.title)
        box.addWidget(self.pages, 1)
        box.addLayout(buttons)

    def _forget(self) -> None:
        """An older report under the title of a new one would be saved, and signed, for it."""
        self.drawn = None
        self.pages.show_pages([])
        self.note.clear()
        self._show_ready()

    def _show(self, generation: int, drawn: DrawnReport, pages: list[QImage]) -> None:
        if generation != self._generation:
            return
        self.drawn = drawn
        self.pages.show_pages(pages)
        self.title.setText(f"{drawn.file.name} · {len(pages)} pages. What you see is what is printed.")
        self._show_ready()

    def _failed(self, generation: int, error: Exception) -> None:
        if generation != self._generation:
            return
        older = f" What is shown is the older {self.drawn.file.name}." if self.drawn is not None else ""
        self.title.setText(f"The report could not be drawn.{older}")
        self.note.error(str(error) or "The job that draws reports ended without a word.")

    def _show_ready(self) -> None:
        for button in (self.save_button, self.print_button):
            button.setEnabled(self.drawn is not None)

"""A validation report as it will be printed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtGui import QImage
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QFileDialog, QLabel, QVBoxLayout, QWidget

from inspector_app.ui.background import Background
from inspector_app.ui.bench.picture_note import PictureNote
from inspector_app.ui.keys.key_press import KeyPress
from inspector_app.ui.report.page_list import PageList
from inspector_app.ui.report.pdf_pages import render_pages
from inspector_app.ui.report.printing import make_printer, print_file, printer_names
from inspector_app.ui.report.saving import copy_whole, documents_folder

_DPI = 110.0


class PaperView(QWidget):
    """Pages below each other; S saves a copy, P prints."""

    def __init__(
        self, background: Background, show_dialog: Callable[[QDialog], None], note: PictureNote,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._background, self._show_dialog, self._note = background, show_dialog, note
        self.file: Path | None = None
        self.title = QLabel(self)
        self.title.setWordWrap(True)
        self.title.setStyleSheet("font-size: 16px; padding: 4px;")
        self.pages = PageList(self)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.title)
        box.addWidget(self.pages, 1)

    def open(self, file: Path) -> None:
        """Shows a PDF."""
        self.file = None
        self.pages.show_pages([])
        self.title.setText(f"Opening {file.name} …")

        def done(pages: list[QImage]) -> None:
            self.file = file
            self.title.setText(f"{file.name} · {len(pages)} pages. What you see is what is printed.")
            self.pages.show_pages(pages)

        def failed(error: Exception) -> None:
            self.title.setText(f"{file.name} can't be shown.")
            self._note.error(str(error))

        self._background.run(lambda: render_pages(file, _DPI), done, failed)

    def press(self, key: KeyPress) -> bool:
        """A key; True where it meant something here."""
        actions: dict[str, Callable[[], Any]] = {"S": self.save, "P": self.print}
        if key.name not in actions:
            return self.pages.turn(key.name)
        actions[key.name]()
        return True

    def save(self) -> None:
        """Asks where, then writes a copy."""
        file = self.file
        if file is None:
            return
        dialog = QFileDialog(self, "Save the report", str(documents_folder() / file.name), "PDF (*.pdf)")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("pdf")
        dialog.selectFile(str(documents_folder() / file.name))
        dialog.fileSelected.connect(lambda target: self.save_to(file, Path(target)))
        self._show_dialog(dialog)

    def save_to(self, file: Path, target: Path) -> None:
        """Writes a copy: whole, or not at all."""
        self._background.run(
            lambda: copy_whole(file, target),
            lambda _done: self._note.done(f"Saved as {target}."),
            lambda error: self._note.error(f"Not saved: {error}"),
        )

    def print(self) -> None:
        """Asks for a printer, then prints."""
        file, names = self.file, printer_names()
        if file is None:
            return
        if not names:
            self._note.error("This computer knows no printer. Save the PDF and print it elsewhere.")
            return
        printer = make_printer(names[0])
        dialog = QPrintDialog(printer, self)
        dialog.accepted.connect(lambda: self._print_on(printer, file))
        self._show_dialog(dialog)

    def _print_on(self, printer: QPrinter, file: Path) -> None:
        self._note.done("Printing …")
        self._background.run(
            lambda: print_file(file, printer),
            lambda count: self._note.done(f"Sent {count} pages to {printer.printerName()}."),
            lambda error: self._note.error(f"Not printed: {error}"),
        )

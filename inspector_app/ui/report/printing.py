"""Printing a PDF: its pages as pictures at the printer's resolution."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from inspector_app.ui.pictures.picture import fit_inside
from inspector_app.ui.report.pdf_pages import page_count, render_pages

_SHARP_ENOUGH = 200.0


class PrintError(Exception):
    """The pages did not reach the printer; the message says why."""


def printer_names() -> list[str]:
    """The printers that this computer knows."""
    return list(QPrinterInfo.availablePrinterNames())


def make_printer(name: str) -> QPrinter:
    """A printer by name, on A4 with the page's own margins."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setPrinterName(name)
    printer.setFullPage(True)
    return printer


def print_file(file: Path, printer: QPrinter) -> int:
    """Prints all pages; returns how many. Raises PrintError or PdfError. Takes long: call it in a worker."""
    pages = render_pages(file, min(_SHARP_ENOUGH, printer.resolution()), most=page_count(file))
    painter = QPainter()
    if not painter.begin(printer):
        raise PrintError(f"The printer “{printer.printerName()}” takes no job.")
    try:
        for index, page in enumerate(pages):
            if index and not printer.newPage():
                raise PrintError(f"The printer stopped after {index} of {len(pages)} pages.")
            area = QRectF(painter.viewport())
            painter.drawImage(fit_inside(page.width(), page.height(), area), page)
    finally:
        painter.end()
    return len(pages)

"""What every report is as a file: pages with a footer, from the second on a header; made in memory, written whole."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Protocol

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from inspector_app.reports.fonts import BASE_FONT
from inspector_app.reports.lettering import Lettering
from inspector_app.reports.palette import QUIET
from inspector_app.reports.pdf_file import write_pdf
from inspector_app.reports.sheet import MARGIN, TOP, WIDTH, NumberedCanvas, Sheet, draw_footer

Progress = Callable[[float], None]
"""Told how much is done, 0 to 1; may raise to cancel."""

_UNDER_HEADER = TOP - 20


class Identified(Protocol):
    """What names a report and the data that it was made from."""

    @property
    def report_id(self) -> str:
        """The report's own number."""

    @property
    def sha256(self) -> str:
        """Of the data."""


@dataclass(frozen=True, slots=True)
class About:
    """What the file says of itself; subject: beside the hash of the data."""

    title: str
    author: str
    subject: str


def draw_document(
    report: Identified,
    about: About,
    *,
    content: Callable[[Sheet, Progress], None],
    header: Callable[[Sheet], None],
    out: Path,
    progress: Progress | None,
) -> None:
    """Draws content in memory and writes it; the same content gives the same bytes.

    A failed or cancelled job leaves nothing, and an older file stays as it was until then. Raises OSError where the
    place can't be written, FontMissingError, and what progress raises.
    """
    told = progress or ignore
    data, lettering = BytesIO(), Lettering()
    canvas = NumberedCanvas(
        data,
        _furniture(report, header, lettering),
        pagesize=A4,
        initialFontName=BASE_FONT,
        invariant=1,
        pageCompression=1,
    )
    _describe(canvas, report, about)
    told(0.0)
    content(Sheet(canvas, lettering, continued_top=_UNDER_HEADER), told)
    canvas.showPage()
    canvas.save()
    told(0.95)
    write_pdf(data, out)
    told(1.0)


def draw_running_title(sheet: Sheet, text: str, width: float = WIDTH) -> None:
    """One quiet line above a rule, shortened to this width in points; leaves the sheet below it."""
    y = TOP - 6
    sheet.text(MARGIN, y, sheet.lettering.shorten(text, width, 7.5), 7.5, colour=QUIET)
    sheet.y = y - 5
    sheet.rule()


def ignore(done: float) -> None:
    """For whoever wants no progress."""


def _describe(canvas: Canvas, report: Identified, about: About) -> None:
    canvas.setTitle(about.title)
    canvas.setAuthor(about.author)
    canvas.setSubject(f"{about.subject}; SHA-256 of the data {report.sha256}")
    canvas.setCreator("Inspector")
    canvas.setKeywords([report.report_id])


def _furniture(
    report: Identified, header: Callable[[Sheet], None], lettering: Lettering
) -> Callable[[Canvas, int, int], None]:
    """The footer of all pages, and the header of all but the first."""

    def draw(canvas: Canvas, page: int, pages: int) -> None:
        sheet = Sheet(canvas, lettering, continued_top=_UNDER_HEADER)
        draw_footer(sheet, f"{report.report_id}   data SHA-256 {report.sha256}", page, pages)
        if page > 1:
            header(sheet)

    return draw

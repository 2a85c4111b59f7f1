"""Pages: a cursor that goes down, a new page where it must, and "page x of y" on each."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from io import BytesIO
from typing import Any

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from inspector_app.reports.lettering import Lettering
from inspector_app.reports.palette import INK, LINE, QUIET

MARGIN = 40.0
TOP = A4[1] - 34.0
BOTTOM = 46.0
WIDTH = A4[0] - 2 * MARGIN

BODY = 8.0
SMALL = 7.0

Furniture = Callable[[Canvas, int, int], None]
"""Draws what every page has: canvas, page, pages."""


class NumberedCanvas(Canvas):  # type: ignore[misc] # reportlab has no types
    """A canvas that keeps its pages until the end, when it is known how many there are."""

    def __init__(self, filename: BytesIO, furniture: Furniture, **options: Any) -> None:  # noqa: ANN401 - reportlab's own
        super().__init__(filename, **options)
        self._furniture = furniture
        self._kept: list[dict[str, Any]] = []

    def showPage(self) -> None:  # noqa: N802 - reportlab's name
        """Keeps the page and starts the next."""
        self._kept.append(dict(self.__dict__))
        self._startPage()

    def save(self) -> None:
        """Writes all pages, each with its furniture, and the file."""
        kept = self._kept
        for number, state in enumerate(kept, start=1):
            self.__dict__.update(state)
            self._furniture(self, number, len(kept))
            super().showPage()
        super().save()


class Sheet:
    """Where the drawing has come to: y goes down from TOP to BOTTOM."""

    def __init__(self, canvas: Canvas, lettering: Lettering, *, continued_top: float) -> None:
        self.canvas = canvas
        self.lettering = lettering
        self.y: float = TOP
        self._continued_top = continued_top

    def new_page(self) -> None:
        """Goes to the top of the next page."""
        self.canvas.showPage()
        self.y = self._continued_top

    def need(self, height: float) -> bool:
        """Makes sure that so much is left on the page; True where it took a new page."""
        if self.y - height >= BOTTOM:
            return False
        self.new_page()
        return True

    def gap(self, height: float) -> None:
        """Leaves some room."""
        self.y -= height

    def heading(self, text: str, *, keep: float = 60.0) -> None:
        """A section's heading, with at least `keep` points of its section below it on the page."""
        self.need(30 + keep)
        self.y -= 23
        self.text(MARGIN, self.y, text, 11, bold=True)
        self.y -= 4
        self.rule()
        self.y -= 4

    def subheading(self, text: str, *, keep: float = 40.0) -> None:
        """A smaller heading within a section."""
        self.need(20 + keep)
        self.y -= 17
        self.text(MARGIN, self.y, text, BODY + 0.5, bold=True)
        self.y -= 4

    def lines(self, text: str, *, size: float = BODY, colour: Any = INK, most: int | None = None) -> None:  # noqa: ANN401
        """A paragraph over the whole width, onto the next page where it must."""
        for line in self.lettering.wrap(text, WIDTH, size, most=most):
            self.need(size + 3)
            self.y -= size + 3
            self.text(MARGIN, self.y, line, size, colour=colour)

    def caption(self, text: str) -> None:
        """A quiet explanation below a table or a chart."""
        self.lines(text, size=SMALL, colour=QUIET)

    def text(self, x: float, y: float, text: str, size: float, *, colour: Any = INK, **how: Any) -> None:  # noqa: ANN401
        """One line anywhere on the page; how as of Lettering.draw."""
        self.canvas.setFillColor(colour)
        self.lettering.draw(self.canvas, x, y, text, size, **how)

    def rule(self) -> None:
        """A thin line over the whole width."""
        self.canvas.setStrokeColor(LINE)
        self.canvas.setLineWidth(0.5)
        self.canvas.line(MARGIN, self.y, MARGIN + WIDTH, self.y)


def draw_footer(sheet: Sheet, line: str, page: int, pages: int) -> None:
    """The foot of every page: what this is, and page x of y."""
    sheet.canvas.setStrokeColor(LINE)
    sheet.canvas.setLineWidth(0.5)
    sheet.canvas.line(MARGIN, 34, MARGIN + WIDTH, 34)
    sheet.text(MARGIN, 25, line, 6.2, colour=QUIET)
    sheet.text(MARGIN + WIDTH, 25, f"Page {page} of {pages}", 7.5, bold=True, align="right")


def joined(values: Iterable[str], *, most: int = 6) -> str:
    """A short list for people; says how many more there are, and n/a where there is none."""
    items = list(values)
    shown = ", ".join(items[:most])
    return f"{shown} and {len(items) - most} more" if len(items) > most else shown or "n/a"

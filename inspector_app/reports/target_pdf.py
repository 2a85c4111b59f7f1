"""The printed target for mm a pixel: a chessboard, and a line of 100 mm to check the printer by."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from inspector_app.imaging.target import Chessboard
from inspector_app.reports.fonts import BASE_FONT, FontSet
from inspector_app.reports.pdf_file import write_pdf

_EDGE_MM = 12.0
_FOOT_MM = 26.0
_RULE_MM = 100.0


class TargetTooLargeError(Exception):
    """The target does not fit on the page; the message says what would."""


def draw_target(board: Chessboard, out: Path) -> None:
    """Writes a page of A4; the same board gives the same bytes. Raises TargetTooLargeError, OSError."""
    width, height = (side / mm for side in landscape(A4))
    room = (width - 2 * _EDGE_MM, height - _EDGE_MM - _FOOT_MM)
    wide, high = (board.columns + 1) * board.square_mm, (board.rows + 1) * board.square_mm
    if wide > room[0] or high > room[1]:
        largest = min(room[0] / (board.columns + 1), room[1] / (board.rows + 1))
        raise TargetTooLargeError(
            f"{wide:g} x {high:g} mm is more than a page of A4 holds: squares up to {int(largest * 10) / 10:g} mm, "
            "or fewer of them"
        )
    FontSet()
    data = BytesIO()
    canvas = Canvas(data, pagesize=landscape(A4), initialFontName=BASE_FONT, invariant=True)
    canvas.setTitle(f"Target {board.columns} x {board.rows}, {board.square_mm:g} mm")
    _draw_squares(canvas, board, ((width - wide) / 2, _FOOT_MM + (room[1] - high) / 2))
    _draw_foot(canvas, board)
    canvas.save()
    write_pdf(data, out)


def _draw_squares(canvas: Canvas, board: Chessboard, corner: tuple[float, float]) -> None:
    side = board.square_mm
    for row in range(board.rows + 1):
        for column in range(row % 2, board.columns + 1, 2):
            left, bottom = corner[0] + column * side, corner[1] + row * side
            canvas.rect(left * mm, bottom * mm, side * mm, side * mm, stroke=0, fill=1)


def _draw_foot(canvas: Canvas, board: Chessboard) -> None:
    low = 14 * mm
    canvas.setLineWidth(0.3 * mm)
    canvas.line(_EDGE_MM * mm, low, (_EDGE_MM + _RULE_MM) * mm, low)
    for end in (_EDGE_MM, _EDGE_MM + _RULE_MM):
        canvas.line(end * mm, low - 2 * mm, end * mm, low + 2 * mm)
    canvas.setFont(BASE_FONT, 9)
    words = (
        f"{board.columns} x {board.rows} inner corners, squares of {board.square_mm:g} mm.   "
        "Print at 100 %, never “fit to page”."
    )
    canvas.drawString(_EDGE_MM * mm, low + 4 * mm, "This line is 100 mm long. Measure it after printing.")
    canvas.drawString(_EDGE_MM * mm, low - 7 * mm, words)

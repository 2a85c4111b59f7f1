"""Missed defects and false calls as pictures, each beside its golden."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from inspector_app.domain.catalogue import defect_name
from inspector_app.domain.geometry import Box
from inspector_app.reports.palette import FAIL, QUIET
from inspector_app.reports.plots import Area
from inspector_app.reports.sheet import MARGIN, WIDTH, Sheet
from inspector_app.reports.thumbnails import ImageLoader, draw_picture
from inspector_app.validation.content import Picture

IN_A_ROW = 3
_GAP = 4.0
_APART = 11.0
_SIDE = ((WIDTH - _APART * (IN_A_ROW - 1)) / IN_A_ROW - _GAP) / 2
_TEXT = 30.0


def draw_pictures(
    sheet: Sheet,
    pictures: Sequence[Picture],
    images: ImageLoader,
    unit: str,
    progress: Callable[[float], None],
) -> None:
    """Pairs, three in a row; progress: told the share that is drawn."""
    for first in range(0, len(pictures), IN_A_ROW):
        progress(first / len(pictures))
        sheet.need(_SIDE + _TEXT)
        for column, picture in enumerate(pictures[first : first + IN_A_ROW]):
            _draw_pair(sheet, MARGIN + column * (2 * _SIDE + _GAP + _APART), picture, images, unit)
        sheet.gap(_SIDE + _TEXT)


def _draw_pair(sheet: Sheet, x: float, picture: Picture, images: ImageLoader, unit: str) -> None:
    y = sheet.y - _SIDE - 2
    box = Box(*picture.box)
    draw_picture(sheet, Area(x, y, _SIDE, _SIDE), picture.image, box, images, framed=True, word="image")
    beside = Area(x + _SIDE + _GAP, y, _SIDE, _SIDE)
    draw_picture(sheet, beside, picture.golden, box, images, framed=False)
    wide = 2 * _SIDE + _GAP
    size = f"{picture.size:.2f} {unit}" if unit == "mm" else f"{picture.size:.0f} {unit}"
    score = f", score {picture.score:.2f}" if picture.score is not None else ""
    shorten = sheet.lettering.shorten
    title = f"{defect_name(picture.code)}, {size}{score}"
    sheet.text(x, y - 8, shorten(title, wide, 6.8, bold=True), 6.8, bold=True)
    escaped = picture.kind != "false call" and picture.verdict == "PASS"
    what = f"✖ PASSED: {picture.what}" if escaped else f"{picture.verdict}: {picture.what}"
    sheet.text(x, y - 16, shorten(what, wide, 6.4), 6.4, colour=FAIL if escaped else QUIET)
    sheet.text(x, y - 23.5, shorten(picture.where, wide, 6.2), 6.2, colour=QUIET)

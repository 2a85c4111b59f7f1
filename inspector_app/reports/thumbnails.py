"""A defect beside its golden: the same piece of both images, enlarged, the defect framed."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PIL import Image as Pillow
from reportlab.lib.utils import ImageReader

from inspector_app.domain.frame import Image
from inspector_app.domain.geometry import Box
from inspector_app.imaging.cutting import cut_out
from inspector_app.reports.palette import FAIL, INK, LINE, PAPER, QUIET
from inspector_app.reports.plots import Area
from inspector_app.reports.sheet import MARGIN, SMALL, WIDTH, Sheet
from inspector_app.shifts.content import TopDefect

ImageLoader = Callable[[str], Image | None]
"""Reads an image by its path relative to the home, gray or BGR; None where it is no longer kept."""

SIDE = 116.0
GAP = 6.0
TEXT = 24.0
PIXELS = 240
"""Larger cut-outs are scaled down to this, so that the file stays small."""

NOT_KEPT = "image no longer kept"
NOT_READABLE = "image can't be read"


def draw_examples(sheet: Sheet, examples: Sequence[TopDefect], images: ImageLoader) -> None:
    """Pairs of pictures, two pairs in a row."""
    for number in range(0, len(examples), 2):
        sheet.need(SIDE + TEXT + GAP)
        for column, example in enumerate(examples[number : number + 2]):
            _draw_pair(sheet, MARGIN + column * (WIDTH / 2 + 4), example, images)
        sheet.gap(SIDE + TEXT + GAP)


def _draw_pair(sheet: Sheet, x: float, example: TopDefect, images: ImageLoader) -> None:
    y = sheet.y - SIDE - 2
    draw_picture(sheet, Area(x, y, SIDE, SIDE), example.image_path, example.box, images, framed=True)
    right = Area(x + SIDE + GAP, y, SIDE, SIDE)
    draw_picture(sheet, right, example.golden_path, example.box, images, framed=False)
    word = "confirmed" if example.is_confirmed else "not yet reviewed"
    found = (
        f"score {example.score:.2f} ({word})" if example.score is not None else "missed, drawn by a person"
    )
    title = f"{example.name}, {example.size_mm:.2f} mm, {found}"
    wide = 2 * SIDE + GAP
    lettering = sheet.lettering
    sheet.text(x, y - 9, lettering.shorten(title, wide, SMALL, bold=True), SMALL, bold=True)
    where = lettering.shorten(f"Part {example.part}, {example.view}", wide, SMALL)
    sheet.text(x, y - 18, where, SMALL, colour=QUIET)


def draw_picture(
    sheet: Sheet, area: Area, path: str | None, box: Box, images: ImageLoader, *, framed: bool, word: str = ""
) -> None:
    """A piece of an image round the box, the box framed or not; says so where it can't be shown."""
    word = word or ("defect" if framed else "golden")
    image, why = _loaded(path, images)
    if image is None:
        _draw_missing(sheet, area, word, why)
        return
    part = cut_out(image, box)
    if part is None:
        _draw_missing(sheet, area, word, "box outside the image")
        return
    piece, inside = part
    sheet.canvas.drawImage(_for_pdf(piece), area.x, area.y, area.width, area.height)
    sheet.canvas.setStrokeColor(LINE)
    sheet.canvas.setLineWidth(0.5)
    sheet.canvas.rect(area.x, area.y, area.width, area.height, stroke=1, fill=0)
    if framed:
        _frame_defect(sheet, area, inside, piece.shape[0])
    _label(sheet, area, word)


def _loaded(path: str | None, images: ImageLoader) -> tuple[Image | None, str]:
    """The image, or None and why not. A picture that can't be read must never cost the report."""
    if path is None:
        return None, NOT_KEPT
    try:
        image = images(path)
    except (OSError, ValueError):
        return None, NOT_READABLE
    if image is None:
        return None, NOT_KEPT
    return (image, "") if image.size else (None, NOT_READABLE)


def _for_pdf(piece: Image) -> ImageReader:
    rgb = piece if piece.ndim == 2 else piece[:, :, ::-1]
    picture = Pillow.fromarray(rgb.copy())
    if picture.width > PIXELS:
        picture = picture.resize((PIXELS, PIXELS), Pillow.Resampling.BOX)
    return ImageReader(picture)


def _frame_defect(sheet: Sheet, area: Area, inside: Box, side: int) -> None:
    scale = area.width / side
    pad = 3.0
    # White under the colour: seen on any picture, by any eye.
    for colour, width in ((PAPER, 3.0), (FAIL, 1.4)):
        sheet.canvas.setStrokeColor(colour)
        sheet.canvas.setLineWidth(width)
        sheet.canvas.rect(
            area.x + inside.x1 * scale - pad,
            area.y + area.height - inside.y2 * scale - pad,
            inside.width * scale + 2 * pad,
            inside.height * scale + 2 * pad,
            stroke=1,
            fill=0,
        )


def _label(sheet: Sheet, area: Area, word: str) -> None:
    wide = sheet.lettering.width(word, 6.5) + 6
    sheet.canvas.setFillGray(1)
    sheet.canvas.rect(area.x, area.y + area.height - 10, wide, 10, stroke=0, fill=1)
    sheet.text(area.x + 3, area.y + area.height - 7.5, word, 6.5, colour=INK)


def _draw_missing(sheet: Sheet, area: Area, word: str, why: str) -> None:
    canvas = sheet.canvas
    canvas.setFillGray(0.94)
    canvas.setStrokeColor(LINE)
    canvas.setLineWidth(0.5)
    canvas.rect(area.x, area.y, area.width, area.height, stroke=1, fill=1)
    canvas.line(area.x, area.y, area.x + area.width, area.y + area.height)
    middle = area.x + area.width / 2
    canvas.rect(area.x + 8, area.y + area.height / 2 - 12, area.width - 16, 24, stroke=0, fill=1)
    sheet.text(middle, area.y + area.height / 2 + 1, word, SMALL, colour=QUIET, align="centre")
    sheet.text(middle, area.y + area.height / 2 - 9, why, SMALL, align="centre")

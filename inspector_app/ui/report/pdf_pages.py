"""Pages of a PDF as pictures. Runs in a worker."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pypdfium2
from PySide6.QtGui import QImage

from inspector_app.ui.pictures.picture import to_qimage

_POINTS_AN_INCH = 72.0
_MOST_PAGES = 60


class PdfError(Exception):
    """The file is no PDF that can be shown; the message names it."""


def render_pages(file: Path, dots_an_inch: float, most: int = _MOST_PAGES) -> list[QImage]:
    """The first pages at this resolution. Raises PdfError."""
    try:
        document = pypdfium2.PdfDocument(file)
    except (pypdfium2.PdfiumError, OSError) as error:
        raise PdfError(f"{file} can't be shown: {error}") from error
    try:
        return [_render(document[index], dots_an_inch) for index in range(min(most, len(document)))]
    finally:
        document.close()


def page_count(file: Path) -> int:
    """How many pages the file has. Raises PdfError."""
    try:
        document = pypdfium2.PdfDocument(file)
    except (pypdfium2.PdfiumError, OSError) as error:
        raise PdfError(f"{file} can't be shown: {error}") from error
    try:
        return len(document)
    finally:
        document.close()


def _render(page: pypdfium2.PdfPage, dots_an_inch: float) -> QImage:
    bitmap = page.render(scale=dots_an_inch / _POINTS_AN_INCH)
    try:
        return to_qimage(np.ascontiguousarray(bitmap.to_numpy()[:, :, :3]))
    finally:
        bitmap.close()
        page.close()

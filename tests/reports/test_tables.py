"""Tables over pages."""

from io import BytesIO

import pytest
from pypdf import PdfReader

from inspector_app.reports.lettering import Lettering
from inspector_app.reports.sheet import BOTTOM, TOP, NumberedCanvas, Sheet, joined
from inspector_app.reports.tables import Column, draw_table


def _pages(rows):
    data = BytesIO()
    canvas = NumberedCanvas(data, lambda canvas, page, pages: None, invariant=1)
    sheet = Sheet(canvas, Lettering(), continued_top=TOP)
    draw_table(sheet, (Column("Number", 1, "right"), Column("Text", 3)), rows)
    assert sheet.y >= BOTTOM
    canvas.showPage()
    canvas.save()
    return [page.extract_text() for page in PdfReader(data).pages]


def test_every_row_is_there_once_and_the_head_on_every_page():
    pages = _pages([(f"#{number}#", "words " * 30) for number in range(120)])
    assert len(pages) > 2
    assert all("Number" in page for page in pages)
    text = "".join(pages)
    assert all(text.count(f"#{number}#") == 1 for number in range(120))


def test_a_cell_that_no_page_could_hold_ends_in_an_ellipsis():
    pages = _pages([("1", "word " * 20_000), ("2", "after")])
    assert "…" in "".join(pages)
    assert "after" in "".join(pages)


def test_a_row_that_does_not_fit_the_columns_is_refused():
    with pytest.raises(ValueError, match="zip"):
        _pages([("1", "2", "3")])


def test_lists_for_people():
    assert joined([]) == "n/a"
    assert joined(["a", "b"]) == "a, b"
    assert joined("abcd", most=2) == "a, b and 2 more"

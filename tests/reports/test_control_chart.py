"""The control chart stays readable whatever its subgroups are."""

from io import BytesIO

import pytest
from pypdf import PdfReader
from reportlab.pdfgen.canvas import Canvas

from inspector_app.quality.control_chart import ChartPoint, ControlChart
from inspector_app.reports.control_chart import draw_control_chart
from inspector_app.reports.lettering import Lettering
from inspector_app.reports.plots import Area
from inspector_app.reports.sheet import Sheet


def _point(n, share=0.08, high=0.15):
    return ChartPoint("09:10", round(share * n), n, share, 0.0, high)


def _text(*points):
    data = BytesIO()
    canvas = Canvas(data)
    sheet = Sheet(canvas, Lettering(), continued_top=700)
    draw_control_chart(sheet, Area(40, 300, 500, 150), ControlChart(points, 0.08, 1.4))
    canvas.save()
    return PdfReader(data).pages[0].extract_text()


@pytest.mark.parametrize("tiny_is", ["first", "last"])
def test_a_tiny_subgroup_does_not_flatten_the_others(tiny_is):
    tiny, usual = _point(2, 0.0, 0.93), [_point(400), _point(410)]
    text = _text(tiny, *usual) if tiny_is == "first" else _text(*usual, tiny)
    assert "UCL 93.0 % ↑" in text
    assert "100 %" not in text, "the axis ends near the usual limits"


def test_a_point_outside_is_always_in_sight():
    text = _text(_point(400), _point(2, share=1.0, high=0.93), _point(410))
    assert "out: 100.0 %" in text
    assert "↑" not in text

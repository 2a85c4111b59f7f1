"""What is drawn over a picture: the machine's findings by outline or box, and boxes that a person drew."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPainterPath, QPainterPathStroker, QPen, QPolygonF

from inspector_app.domain.catalogue import defect_name
from inspector_app.domain.geometry import Box, Outline
from inspector_app.domain.messages import FindingInfo, PartInspected
from inspector_app.ui.pictures.viewport import Viewport
from inspector_app.ui.style.fonts import bold
from inspector_app.ui.style.marks import draw_person
from inspector_app.ui.style.palette import INK, PAPER, outcome_colour

_PAD = 4.0
_SMALLEST_BOX = 14.0
_BESIDE = 3.0  # px of the screen between a defect and the line round it


@dataclass(frozen=True, slots=True)
class Overlay:
    """A box with a label; active is the one that N and P point at, in its part's colour; drawn is a person's.

    outlines: drawn in the box's place where the machine knows them.
    """

    box: Box
    label: str
    active: bool = False
    drawn: bool = False
    colour: QColor = field(default_factory=lambda: PAPER)
    outlines: tuple[Outline, ...] = ()


def finding_overlays(part: PartInspected, view: str, active: int | None) -> list[Overlay]:
    """The overlays of one view's findings, numbered as the part counts them; `active` is an index into the view's."""
    here = [(number, found) for number, found in enumerate(part.findings, 1) if found.view == view]
    return [
        Overlay(
            Box(*finding.box), f"{number} {finding_label(finding)}", index == active,
            colour=outcome_colour(part.outcome) if index == active else PAPER, outlines=finding.outlines,
        )
        for index, (number, finding) in enumerate(here)
    ]  # fmt: skip


def finding_label(finding: FindingInfo) -> str:
    """Class, size and score, as they stand at the box; with an outline its area as well."""
    area = "" if finding.area_mm2 is None else f" · {finding.area_mm2:.2f} mm²"
    return f"{defect_name(finding.defect_class)} {finding.size_mm:.2f} mm{area} · {finding.score:.2f}"


def draw_overlays(painter: QPainter, viewport: Viewport, overlays: Sequence[Overlay], area: QRectF) -> None:
    """Draws boxes and labels; a label that would cover another one is shortened to its number, the active one never."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setFont(bold(13))
    taken: list[QRectF] = []
    for overlay in sorted(overlays, key=lambda item: not item.active):
        place = _grown(viewport.place(overlay.box))
        if not place.intersects(area):
            continue
        _draw_shape(painter, _shape(viewport, place, overlay), overlay)
        _draw_label(painter, place, overlay, area, taken)
    painter.restore()


def _grown(place: QRectF) -> QRectF:
    """A box around the defect, never on it, and never too small to be seen."""
    wide = max(0.0, (_SMALLEST_BOX - place.width()) / 2) + _BESIDE
    high = max(0.0, (_SMALLEST_BOX - place.height()) / 2) + _BESIDE
    return place.adjusted(-wide, -high, wide, high)


def _shape(viewport: Viewport, place: QRectF, overlay: Overlay) -> QPainterPath:
    """A line round the defect's outlines, never on them; the box where there is none, or it is too small to be seen."""
    shape = QPainterPath()
    small = max(place.width(), place.height()) <= _SMALLEST_BOX + 2 * _BESIDE
    if not overlay.outlines or small:
        shape.addRect(place)
        return shape
    for outline in overlay.outlines:
        shape.addPolygon(QPolygonF([viewport.to_view(QPointF(x, y)) for x, y in outline]))
        shape.closeSubpath()
    around = QPainterPathStroker()
    around.setWidth(2 * _BESIDE)
    around.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    return shape.united(around.createStroke(shape)).simplified()


def _draw_shape(painter: QPainter, shape: QPainterPath, overlay: Overlay) -> None:
    width = 3.0 if overlay.active else 1.8
    style = Qt.PenStyle.DashLine if overlay.drawn else Qt.PenStyle.SolidLine
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for colour, thick in ((INK, width + 2.5), (overlay.colour, width)):
        painter.setPen(QPen(colour, thick, style if colour is not INK else Qt.PenStyle.SolidLine))
        painter.drawPath(shape)


def _draw_label(
    painter: QPainter, place: QRectF, overlay: Overlay, area: QRectF, taken: list[QRectF]
) -> None:
    metrics = QFontMetricsF(painter.font())
    for text in (overlay.label, overlay.label.split(" ", 1)[0]):
        rect = _free_place(_label_size(metrics, text, overlay), place, area, taken)
        if rect is not None:
            taken.append(rect)
            _write(painter, rect, text, overlay)
            return


def _label_size(metrics: QFontMetricsF, text: str, overlay: Overlay) -> QSizeF:
    mark = metrics.height() + _PAD if overlay.drawn else 0.0
    return QSizeF(metrics.horizontalAdvance(text) + 2 * _PAD + mark + 2, metrics.height() + _PAD)


def _free_place(size: QSizeF, box: QRectF, area: QRectF, taken: Sequence[QRectF]) -> QRectF | None:
    """Above, below, right or left of the box, inside the area, over no other label."""
    corners = (
        QPointF(box.left(), box.top() - size.height() - 3),
        QPointF(box.left(), box.bottom() + 3),
        QPointF(box.right() + 3, box.top()),
        QPointF(box.left() - size.width() - 3, box.top()),
    )
    for corner in corners:
        rect = _pushed_inside(QRectF(corner, size), area)
        if not rect.intersects(box) and not any(rect.intersects(other) for other in taken):
            return rect
    return None


def _pushed_inside(rect: QRectF, area: QRectF) -> QRectF:
    x = min(max(rect.left(), area.left()), max(area.left(), area.right() - rect.width()))
    y = min(max(rect.top(), area.top()), max(area.top(), area.bottom() - rect.height()))
    return QRectF(QPointF(x, y), rect.size())


def _write(painter: QPainter, rect: QRectF, text: str, overlay: Overlay) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(overlay.colour)
    painter.drawRect(rect)
    inner = rect.adjusted(_PAD, 0, -_PAD, 0)
    if overlay.drawn:
        side = inner.height() - _PAD
        draw_person(painter, QRectF(inner.left(), inner.top() + _PAD / 2, side, side), INK)
        inner.setLeft(inner.left() + side + _PAD)
    painter.setPen(INK)
    painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)

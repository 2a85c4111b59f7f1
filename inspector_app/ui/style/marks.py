"""Marks drawn by code: shapes that tell outcomes and speakers apart without colour."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from inspector_app.domain.verdict import Outcome


def draw_outcome(painter: QPainter, outcome: Outcome, rect: QRectF, colour: QColor) -> None:
    """A tick for PASS, a cross for FAIL, a question mark in a triangle for REVIEW, within the square rect."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(_stroke(colour, rect.width() * 0.14))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    _DRAW[outcome](painter, rect, colour)
    painter.restore()


def draw_machine(painter: QPainter, rect: QRectF, colour: QColor) -> None:
    """A chip with legs: what follows is said by the machine."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(_stroke(colour, rect.width() * 0.09))
    body = _inner(rect, 0.24)
    painter.drawRect(body)
    for share in (0.25, 0.5, 0.75):
        x = body.left() + body.width() * share
        y = body.top() + body.height() * share
        painter.drawLine(QPointF(x, rect.top() + rect.height() * 0.06), QPointF(x, body.top()))
        painter.drawLine(QPointF(x, body.bottom()), QPointF(x, rect.bottom() - rect.height() * 0.06))
        painter.drawLine(QPointF(rect.left() + rect.width() * 0.06, y), QPointF(body.left(), y))
        painter.drawLine(QPointF(body.right(), y), QPointF(rect.right() - rect.width() * 0.06, y))
    painter.restore()


def draw_person(painter: QPainter, rect: QRectF, colour: QColor) -> None:
    """Head and shoulders: what follows is said by a person."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    side = rect.width()
    painter.drawEllipse(QPointF(rect.center().x(), rect.top() + side * 0.3), side * 0.21, side * 0.21)
    shoulders = QRectF(rect.left() + side * 0.12, rect.top() + side * 0.56, side * 0.76, side * 0.8)
    painter.setClipRect(QRectF(rect.left(), rect.top(), side, side * 0.95))
    painter.drawEllipse(shoulders)
    painter.restore()


def _draw_tick(painter: QPainter, rect: QRectF, _colour: QColor) -> None:
    box = _inner(rect, 0.16)
    corner = QPointF(box.left() + box.width() * 0.36, box.bottom() - box.height() * 0.08)
    painter.drawPolyline(QPolygonF([QPointF(box.left(), box.center().y()), corner, box.topRight()]))


def _draw_cross(painter: QPainter, rect: QRectF, _colour: QColor) -> None:
    box = _inner(rect, 0.18)
    painter.drawLine(box.topLeft(), box.bottomRight())
    painter.drawLine(box.bottomLeft(), box.topRight())


def _draw_question(painter: QPainter, rect: QRectF, colour: QColor) -> None:
    box = _inner(rect, 0.08)
    painter.setPen(_stroke(colour, rect.width() * 0.08))
    painter.drawPolygon(
        QPolygonF([QPointF(box.center().x(), box.top()), box.bottomRight(), box.bottomLeft()])
    )
    font = painter.font()
    font.setPixelSize(max(6, round(rect.height() * 0.5)))
    font.setBold(True)
    painter.setFont(font)
    lower = rect.adjusted(0, rect.height() * 0.24, 0, 0)
    painter.drawText(lower, Qt.AlignmentFlag.AlignCenter, "?")


_DRAW = {Outcome.PASS: _draw_tick, Outcome.FAIL: _draw_cross, Outcome.REVIEW: _draw_question}


def _inner(rect: QRectF, share: float) -> QRectF:
    margin = rect.width() * share
    return rect.adjusted(margin, margin, -margin, -margin)


def _stroke(colour: QColor, width: float) -> QPen:
    return QPen(colour, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)

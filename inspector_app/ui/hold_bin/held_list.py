"""The list of rejected parts: rows drawn by a delegate, thumbnails as they come."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import tzinfo

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from inspector_app.domain.disposition import Condition
from inspector_app.review.ports import HeldPart
from inspector_app.ui.bench.words import answer_words, clock, part_name
from inspector_app.ui.pictures.picture import fit_inside
from inspector_app.ui.pictures.thumbnails import Thumbnails
from inspector_app.ui.style.fonts import base_font, bold
from inspector_app.ui.style.marks import draw_machine, draw_outcome, draw_person
from inspector_app.ui.style.palette import (
    EDGE,
    INK,
    PANEL,
    PAPER,
    PICTURE,
    QUIET,
    RAISED,
    SKY,
    TEXT,
    outcome_colour,
)

ROW_HEIGHT = 92
_HELD_TO_BE = {
    Condition.GOOD: "holds it to be good",
    Condition.BAD: "holds it to be bad",
    Condition.UNKNOWN: "good or bad is open: inspect it again",
}
_NO_PARENT = QModelIndex()
_Index = QModelIndex | QPersistentModelIndex


class HeldModel(QAbstractListModel):
    """Held parts, newest first; refreshed without losing anyone's place."""

    def __init__(self, thumbnails: Thumbnails, zone: tzinfo) -> None:
        super().__init__(thumbnails)
        self.zone = zone
        self.thumbnails = thumbnails
        self._parts: list[HeldPart] = []
        thumbnails.loaded.connect(self._thumbnail_came)

    @property
    def parts(self) -> Sequence[HeldPart]:
        """What is listed."""
        return self._parts

    def show(self, parts: Sequence[HeldPart]) -> None:
        """Replaces the list; rows that stay keep their place, and the selection with them."""
        if [_key(part) for part in parts] == [_key(part) for part in self._parts]:
            self._parts = list(parts)
            if parts:
                self.dataChanged.emit(self.index(0), self.index(len(parts) - 1))
            return
        self.beginResetModel()
        self._parts = list(parts)
        self.endResetModel()

    def row_of(self, inspection_id: str) -> int | None:
        """Where a part is listed."""
        return next((row for row, part in enumerate(self._parts) if _key(part) == inspection_id), None)

    def rowCount(self, parent: _Index = _NO_PARENT) -> int:  # noqa: N802
        """One row a part."""
        return 0 if parent.isValid() else len(self._parts)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The part itself for the delegate, words for screen readers."""
        if not index.isValid():
            return None
        part = self._parts[index.row()]
        if role == Qt.ItemDataRole.UserRole:
            return part
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{part_name(part.inspection)}, {part.inspection.outcome}, {held_words(part, self.zone)}"
        return None

    def _thumbnail_came(self, inspection_id: str) -> None:
        row = self.row_of(inspection_id)
        if row is not None:
            self.dataChanged.emit(self.index(row), self.index(row))


class HeldDelegate(QStyledItemDelegate):
    """Thumbnail, machine's words, person's words, what became of the part."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: _Index) -> QSize:  # noqa: N802
        """A row."""
        return QSize(400, ROW_HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Draws one row."""
        part = index.data(Qt.ItemDataRole.UserRole)
        model = index.model()
        if not isinstance(part, HeldPart) or not isinstance(model, HeldModel):
            return
        painter.save()
        row = QRectF(option.rect).adjusted(2, 2, -2, -2)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.fillRect(row, RAISED if selected else PANEL)
        painter.setPen(QPen(SKY, 3) if selected else QPen(EDGE, 1))
        painter.drawRect(row)
        _draw_thumbnail(
            painter, part, model.thumbnails, QRectF(row.left() + 6, row.top() + 4, 80, row.height() - 8)
        )
        third = (row.width() - 100) / 3
        _draw_machine(painter, part, model.zone, QRectF(row.left() + 98, row.top(), third, row.height()))
        _draw_answer(
            painter, part, QRectF(row.left() + 98 + third, row.top() + 8, third - 12, row.height() - 16)
        )
        _draw_state(
            painter, part, model.zone, QRectF(row.left() + 98 + 2 * third, row.top(), third - 8, row.height())
        )
        painter.restore()


def held_words(part: HeldPart, zone: tzinfo) -> str:
    """What became of the part."""
    if part.state == "held":
        return "in the bin"
    at = clock(part.settled_at, zone) if part.settled_at is not None else ""
    return f"{part.state} by {part.settled_by or '?'} {at}".strip()


def _key(part: HeldPart) -> str:
    return part.inspection.inspection_id


def _draw_thumbnail(painter: QPainter, part: HeldPart, thumbnails: Thumbnails, place: QRectF) -> None:
    painter.fillRect(place, PICTURE)
    image = thumbnails.get(part.inspection)
    if image is not None:
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(fit_inside(image.width(), image.height(), place), image)


def _draw_machine(painter: QPainter, part: HeldPart, zone: tzinfo, place: QRectF) -> None:
    inspection = part.inspection
    mark = QRectF(place.left(), place.top() + 10, 30, 30)
    painter.fillRect(mark, outcome_colour(inspection.outcome))
    draw_outcome(painter, inspection.outcome, mark.adjusted(3, 3, -3, -3), INK)
    draw_machine(painter, QRectF(place.left() + 5, place.top() + 52, 20, 20), QUIET)
    upper = QRectF(place.left() + 40, place.top() + 8, place.width() - 48, 34)
    painter.setPen(TEXT)
    painter.setFont(bold(17))
    painter.drawText(upper, Qt.AlignmentFlag.AlignVCenter, f"{part_name(inspection)} · {inspection.outcome}")
    painter.setPen(QUIET)
    painter.setFont(base_font(15))
    lower = QRectF(place.left() + 40, place.top() + 44, place.width() - 48, 40)
    text = f"{clock(inspection.at, zone)} · {inspection.rule}: {inspection.reason}"
    flags = int(Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap)
    painter.drawText(lower, flags, text)


def _draw_answer(painter: QPainter, part: HeldPart, place: QRectF) -> None:
    answer = part.answer
    painter.setBrush(PAPER if answer is not None else Qt.BrushStyle.NoBrush)
    colour = INK if answer is not None else QUIET
    style = Qt.PenStyle.DashLine if answer is None else Qt.PenStyle.SolidLine
    painter.setPen(QPen(colour, 1.5, style))
    painter.drawRoundedRect(place, 5, 5)
    draw_person(painter, QRectF(place.left() + 8, place.center().y() - 14, 28, 28), colour)
    painter.setPen(colour)
    painter.setFont(base_font(16))
    text = "no answer yet"
    if answer is not None:
        said = answer_words(answer.answer, answer.defect_class, answer.reason)
        text = f"{answer.person}: {said}\n{_HELD_TO_BE[answer.condition]}"
    inner = place.adjusted(44, 2, -6, -2)
    painter.drawText(inner, int(Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap), text)


def _draw_state(painter: QPainter, part: HeldPart, zone: tzinfo, place: QRectF) -> None:
    painter.setPen(TEXT if part.state == "held" else QUIET)
    painter.setFont(bold(16))
    flags = int(Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap)
    painter.drawText(place.adjusted(8, 0, 0, 0), flags, held_words(part, zone))

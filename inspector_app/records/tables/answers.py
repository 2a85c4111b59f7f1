"""What people said of parts, and what became of rejected ones."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from inspector_app.records.tables.base import Base, PublicId, Sequence


class DispositionRow(Base):
    """One answer. An undo is a row that names the answer which it takes back; that can happen once."""

    __tablename__ = "dispositions"
    __table_args__ = (Index(None, "inspection_seq"), Index(None, "person", "shift_seq"))

    seq: Mapped[Sequence]
    id: Mapped[PublicId]
    inspection_seq: Mapped[int] = mapped_column(ForeignKey("inspections.seq"))
    shift_seq: Mapped[int | None] = mapped_column(ForeignKey("shifts.seq"))
    answer: Mapped[str] = mapped_column(String(12))
    condition: Mapped[str] = mapped_column(String(8))
    person: Mapped[str]
    at: Mapped[datetime]
    defect_class: Mapped[str | None]
    reason: Mapped[str | None]
    undoes: Mapped[str | None] = mapped_column(ForeignKey("dispositions.id"), unique=True)
    authenticated: Mapped[bool]


class DrawnDefectRow(Base):
    """A defect that a person drew with an answer; the box is in image px."""

    __tablename__ = "drawn_defects"
    __table_args__ = (Index(None, "disposition_seq"),)

    seq: Mapped[Sequence]
    disposition_seq: Mapped[int] = mapped_column(ForeignKey("dispositions.seq"))
    view: Mapped[str]
    defect_class: Mapped[str]
    x1: Mapped[float]
    y1: Mapped[float]
    x2: Mapped[float]
    y2: Mapped[float]


class HoldEventRow(Base):
    """What became of a part in the hold bin: released or scrapped, once."""

    __tablename__ = "hold_events"

    seq: Mapped[Sequence]
    inspection_seq: Mapped[int] = mapped_column(ForeignKey("inspections.seq"), unique=True)
    action: Mapped[str] = mapped_column(String(8))
    person: Mapped[str]
    at: Mapped[datetime]

"""Shifts, lots, and what happened on the line beside the parts."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from inspector_app.records.tables.base import Base, PublicId, Sequence


class ShiftRow(Base):
    """The start of a shift. zone is the plant's IANA zone."""

    __tablename__ = "shifts"

    seq: Mapped[Sequence]
    id: Mapped[PublicId]
    name: Mapped[str]
    site: Mapped[str]
    line: Mapped[str]
    zone: Mapped[str]
    operator: Mapped[str]
    started_at: Mapped[datetime]
    planned_parts: Mapped[int | None]


class ShiftEndRow(Base):
    """The end of a shift; a shift without one still runs."""

    __tablename__ = "shift_ends"

    shift_seq: Mapped[int] = mapped_column(ForeignKey("shifts.seq"), primary_key=True, autoincrement=False)
    ended_at: Mapped[datetime]
    notes: Mapped[str]


class LotRow(Base):
    """A lot, from when it was first named."""

    __tablename__ = "lots"

    seq: Mapped[Sequence]
    name: Mapped[str] = mapped_column(unique=True)
    first_at: Mapped[datetime]


class LotChangeRow(Base):
    """From now on parts belong to this lot, or to none."""

    __tablename__ = "lot_changes"

    seq: Mapped[Sequence]
    lot_seq: Mapped[int | None] = mapped_column(ForeignKey("lots.seq"))
    at: Mapped[datetime]


class EventRow(Base):
    """Something that happened: a stop, a camera's outage, an alarm. source is the view, or who raised it."""

    __tablename__ = "events"
    __table_args__ = (Index(None, "shift_seq", "kind"),)

    seq: Mapped[Sequence]
    id: Mapped[PublicId]
    shift_seq: Mapped[int | None] = mapped_column(ForeignKey("shifts.seq"))
    at: Mapped[datetime]
    kind: Mapped[str] = mapped_column(String(20))
    text: Mapped[str]
    source: Mapped[str]


class EventEndRow(Base):
    """The end of something that lasted."""

    __tablename__ = "event_ends"

    event_seq: Mapped[int] = mapped_column(ForeignKey("events.seq"), primary_key=True, autoincrement=False)
    ended_at: Mapped[datetime]

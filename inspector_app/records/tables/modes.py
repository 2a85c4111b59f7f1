"""Modes of models on lines, second opinions, what inspectors say by themselves, and parts that no machine saw."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from inspector_app.records.tables.base import Base, PublicId, Sequence


class ModeRow(Base):
    """From now on this package works on this line in this mode. said: the conditions as they were, a line each."""

    __tablename__ = "mode_changes"
    __table_args__ = (Index(None, "line", "model_sha256"),)

    seq: Mapped[Sequence]
    line: Mapped[str]
    model: Mapped[str]
    model_sha256: Mapped[str]
    mode: Mapped[str] = mapped_column(String(12))
    by: Mapped[str]
    reason: Mapped[str]
    at: Mapped[datetime]
    said: Mapped[str]


class SecondOpinionRow(Base):
    """What a second model in shadow said of an inspected part. findings: JSON, [view, class, score] each."""

    __tablename__ = "second_opinions"

    inspection_seq: Mapped[int] = mapped_column(
        ForeignKey("inspections.seq"), primary_key=True, autoincrement=False
    )
    model: Mapped[str]
    model_sha256: Mapped[str]
    outcome: Mapped[str] = mapped_column(String(6))
    rule: Mapped[str] = mapped_column(String(20))
    findings: Mapped[str]
    took_ms: Mapped[float]


class InspectorAnswerRow(Base):
    """What an inspector held a part to be by himself: blind at the bench, or from his own list.

    inspection_seq: None where no machine saw the part (manual inspection while the station was away).
    """

    __tablename__ = "inspector_answers"
    __table_args__ = (
        Index("ix_inspector_answers_inspection_seq", "inspection_seq",
              sqlite_where=text("inspection_seq IS NOT NULL")),
    )  # fmt: skip

    seq: Mapped[Sequence]
    id: Mapped[PublicId]
    inspection_seq: Mapped[int | None] = mapped_column(ForeignKey("inspections.seq"))
    serial: Mapped[str | None]
    condition: Mapped[str] = mapped_column(String(8))
    defect_class: Mapped[str | None]
    person: Mapped[str]
    at: Mapped[datetime]
    source: Mapped[str] = mapped_column(String(8))
    """bench or import."""


class UninspectedRow(Base):
    """Parts that went by while the station was away, by the PLC's own count. total: that count then."""

    __tablename__ = "uninspected_parts"

    seq: Mapped[Sequence]
    shift_seq: Mapped[int | None] = mapped_column(ForeignKey("shifts.seq"))
    parts: Mapped[int]
    total: Mapped[int]
    at: Mapped[datetime]

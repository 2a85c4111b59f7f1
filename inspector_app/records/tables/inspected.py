"""Parts and what the machine saw and decided."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from inspector_app.records.tables.base import Base, PublicId, Sequence


class PartRow(Base):
    """One unit. It may be inspected again, so its inspections are rows of their own."""

    __tablename__ = "parts"
    __table_args__ = (
        Index(None, "number"),
        Index("ix_parts_serial", "serial", sqlite_where=text("serial IS NOT NULL")),
    )

    seq: Mapped[Sequence]
    id: Mapped[PublicId]
    number: Mapped[int]
    lot_seq: Mapped[int | None] = mapped_column(ForeignKey("lots.seq"))
    serial: Mapped[str | None]


class InspectionRow(Base):
    """One pass of a part, and what it was decided by. stages_ms is a JSON object of milliseconds a stage."""

    __tablename__ = "inspections"
    __table_args__ = (Index(None, "shift_seq"), Index(None, "part_seq"))

    seq: Mapped[Sequence]
    id: Mapped[PublicId]
    part_seq: Mapped[int] = mapped_column(ForeignKey("parts.seq"))
    shift_seq: Mapped[int | None] = mapped_column(ForeignKey("shifts.seq"))
    started_at: Mapped[datetime]
    recipe_seq: Mapped[int] = mapped_column(ForeignKey("recipes.seq"))
    model_seq: Mapped[int] = mapped_column(ForeignKey("models.seq"))
    program_version: Mapped[str]
    latency_ms: Mapped[float]
    stages_ms: Mapped[str]


class FrameRow(Base):
    """One image of a view. Paths are relative to the home; kept_images says which images are still there."""

    __tablename__ = "frames"
    __table_args__ = (Index(None, "inspection_seq"),)

    seq: Mapped[Sequence]
    inspection_seq: Mapped[int] = mapped_column(ForeignKey("inspections.seq"))
    view: Mapped[str]
    device_frame_id: Mapped[int]
    captured_at: Mapped[datetime]
    image_path: Mapped[str | None]
    golden_path: Mapped[str | None]
    width: Mapped[int]
    height: Mapped[int]
    mm_per_px: Mapped[float]


class FindingRow(Base):
    """One detected defect; position counts from 0 within its inspection. Box and outlines are in image px.

    outlines: JSON, a list of x, y, x, y ... for each piece; None, as area_mm2, where only the box is known.
    """

    __tablename__ = "findings"
    __table_args__ = (Index(None, "inspection_seq"),)

    seq: Mapped[Sequence]
    inspection_seq: Mapped[int] = mapped_column(ForeignKey("inspections.seq"))
    position: Mapped[int]
    view: Mapped[str]
    defect_class: Mapped[str]
    score: Mapped[float]
    x1: Mapped[float]
    y1: Mapped[float]
    x2: Mapped[float]
    y2: Mapped[float]
    size_mm: Mapped[float]
    area_mm2: Mapped[float | None]
    outlines: Mapped[str | None]


class VerdictRow(Base):
    """The machine's verdict on an inspection; deciding is the position of the finding behind it."""

    __tablename__ = "verdicts"
    __table_args__ = (
        Index("ix_verdicts_rejected", "inspection_seq", sqlite_where=text("signal = 'REJECT'")),
    )

    inspection_seq: Mapped[int] = mapped_column(
        ForeignKey("inspections.seq"), primary_key=True, autoincrement=False
    )
    outcome: Mapped[str] = mapped_column(String(6))
    rule: Mapped[str] = mapped_column(String(20))
    reason: Mapped[str]
    signal: Mapped[str] = mapped_column(String(6))
    deciding: Mapped[int | None]

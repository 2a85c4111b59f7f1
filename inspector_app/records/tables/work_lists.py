"""What is open now. Each follows from the records, and changes in the same transaction as they do.

They are lists of their own so that "what waits?" and "which image goes next?" never search years of rows.
"""

from __future__ import annotations

from enum import IntEnum

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from inspector_app.records.tables.base import Base


class WaitingRow(Base):
    """A FAIL or REVIEW part that has no answer yet."""

    __tablename__ = "waiting"

    inspection_seq: Mapped[int] = mapped_column(
        ForeignKey("inspections.seq"), primary_key=True, autoincrement=False
    )


class HeldRow(Base):
    """A part that lies in the hold bin."""

    __tablename__ = "held"

    inspection_seq: Mapped[int] = mapped_column(
        ForeignKey("inspections.seq"), primary_key=True, autoincrement=False
    )


class Keep(IntEnum):
    """Whose image it is.

    A good part's goes first, one that waits only when the disk is full, one with an answer never.
    """

    PASSED = 0
    WAITING = 1
    ANSWERED = 2


class KeptImageRow(Base):
    """An image that is still on disk. Its golden goes with the last that uses it."""

    __tablename__ = "kept_images"
    __table_args__ = (
        Index(None, "keep", "frame_seq"),
        Index(None, "inspection_seq"),
        Index("ix_kept_images_golden_path", "golden_path", sqlite_where=text("golden_path IS NOT NULL")),
    )

    frame_seq: Mapped[int] = mapped_column(ForeignKey("frames.seq"), primary_key=True, autoincrement=False)
    inspection_seq: Mapped[int] = mapped_column(ForeignKey("inspections.seq"))
    image_path: Mapped[str]
    image_bytes: Mapped[int]
    golden_path: Mapped[str | None]
    keep: Mapped[int]

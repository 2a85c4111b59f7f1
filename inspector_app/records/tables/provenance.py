"""What decided: recipes and models, each content once, so that every inspection can name it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped

from inspector_app.records.tables.base import Base, Sequence


class RecipeRow(Base):
    """One content of a recipe. body is its whole JSON; empty where only its name was known."""

    __tablename__ = "recipes"
    __table_args__ = (UniqueConstraint("name", "version", "sha256"),)

    seq: Mapped[Sequence]
    name: Mapped[str]
    version: Mapped[int]
    sha256: Mapped[str]
    body: Mapped[str]
    remembered_at: Mapped[datetime]


class ModelRow(Base):
    """One content of a model package. card is its card's JSON; empty where only its hash was known."""

    __tablename__ = "models"
    __table_args__ = (UniqueConstraint("name", "sha256", "card"),)

    seq: Mapped[Sequence]
    name: Mapped[str]
    sha256: Mapped[str]
    card: Mapped[str]
    remembered_at: Mapped[datetime]

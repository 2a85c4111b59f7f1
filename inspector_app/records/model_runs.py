"""Which model package ran when, as the record knows it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, func, select
from sqlalchemy.exc import SQLAlchemyError

from inspector_app.records.checking import explain_any
from inspector_app.records.database import DatabaseError, reader_engine
from inspector_app.records.reading import require_current
from inspector_app.records.tables import InspectionRow, ModelRow, RecipeRow
from inspector_app.settings.home import Home


@dataclass(frozen=True, slots=True)
class ModelRun:
    """All inspections of one version of a recipe by one package. line and mode: None where nobody kept the recipe."""

    model: str
    sha256: str
    recipe: str
    version: int
    line: str | None
    mode: str | None
    first: datetime
    last: datetime
    inspections: int


def model_runs(home: Home, sha256: str | None = None) -> tuple[ModelRun, ...]:
    """Oldest first, of one package or of all; none where the home has no record yet.

    Raises DatabaseError where the record can't be read.
    """
    if not home.database.exists():
        return ()
    require_current(home)
    engine = reader_engine(home.database)
    counted = (
        select(
            InspectionRow.model_seq,
            InspectionRow.recipe_seq,
            func.min(InspectionRow.started_at).label("first"),
            func.max(InspectionRow.started_at).label("last"),
            func.count().label("inspections"),
        )
        .group_by(InspectionRow.model_seq, InspectionRow.recipe_seq)
        .subquery()
    )
    query = (
        select(
            ModelRow.name.label("model"),
            ModelRow.sha256,
            RecipeRow.name.label("recipe"),
            RecipeRow.version,
            RecipeRow.body,
            counted.c.first,
            counted.c.last,
            counted.c.inspections,
        )
        .join(ModelRow, ModelRow.seq == counted.c.model_seq)
        .join(RecipeRow, RecipeRow.seq == counted.c.recipe_seq)
        .order_by(counted.c.first)
    )
    if sha256 is not None:
        query = query.where(ModelRow.sha256 == sha256)
    try:
        with engine.connect() as connection:
            return tuple(_run(row) for row in connection.execute(query))
    except SQLAlchemyError as error:
        raise DatabaseError(explain_any(home.database, error)) from error
    finally:
        engine.dispose()


def _run(row: Row[Any]) -> ModelRun:
    body = json.loads(row.body) if row.body else {}
    return ModelRun(
        model=row.model,
        sha256=row.sha256,
        recipe=row.recipe,
        version=row.version,
        line=body.get("product"),
        mode=body.get("mode"),
        first=row.first,
        last=row.last,
        inspections=row.inspections,
    )

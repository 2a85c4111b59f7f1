"""Rows that every inspection refers to, by what it calls them: recipe, model, lot, shift."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime

from sqlalchemy import Connection, insert, select

from inspector_app.domain.recipe import Mode, Recipe
from inspector_app.records.tables import Base, LotRow, ModelRow, RecipeRow, ShiftRow


class KnownRows:
    """Finds the sequence number of such a row, and adds the row where it is new. Remembers what it found."""

    def __init__(self) -> None:
        self._recipes: dict[tuple[str, int], tuple[int, bool]] = {}
        self._models: dict[tuple[str, str], int] = {}
        self._lots: dict[str, int] = {}
        self._shifts: dict[str, int] = {}

    def forget(self) -> None:
        """Forgets all: a transaction was undone, and with it perhaps a row."""
        for known in (self._recipes, self._models, self._lots, self._shifts):
            known.clear()

    def remember_recipe(self, connection: Connection, recipe: Recipe) -> None:
        """Keeps the recipe's whole content; inspections by its name and version refer to it from now on."""
        body = recipe.model_dump_json()
        digest = hashlib.sha256(body.encode()).hexdigest()
        self._recipes[recipe.name, recipe.version] = (
            self._recipe_row(connection, recipe.name, recipe.version, digest, body),
            recipe.mode is Mode.AUTO_REJECT,
        )

    def remember_model(self, connection: Connection, name: str, sha256: str, card: str) -> None:
        """Keeps the card (JSON) of a model; inspections by this name and hash refer to it from now on."""
        self._models[name, sha256] = self._model_row(connection, name, sha256, card)

    def recipe(self, connection: Connection, name: str, version: int) -> tuple[int, bool]:
        """Sequence number of a recipe, and whether its rejected parts go to the hold bin."""
        key = (name, version)
        if key not in self._recipes:
            newest = (
                select(RecipeRow.seq, RecipeRow.body)
                .where(RecipeRow.name == name, RecipeRow.version == version)
                .order_by(RecipeRow.seq.desc())
            )
            row = connection.execute(newest).first()
            body = row.body if row is not None else ""
            seq = row.seq if row is not None else self._recipe_row(connection, name, version, "", "")
            self._recipes[key] = seq, _drives_the_gate(body)
        return self._recipes[key]

    def model(self, connection: Connection, name: str, sha256: str) -> int:
        """Sequence number of a model."""
        key = (name, sha256)
        if key not in self._models:
            newest = (
                select(ModelRow.seq)
                .where(ModelRow.name == name, ModelRow.sha256 == sha256)
                .order_by(ModelRow.seq.desc())
            )
            seq = connection.execute(newest).scalar()
            self._models[key] = self._model_row(connection, name, sha256, "") if seq is None else seq
        return self._models[key]

    def lot(self, connection: Connection, name: str | None) -> int | None:
        """Sequence number of a lot; None for none."""
        if name is None:
            return None
        if name not in self._lots:
            seq = connection.execute(select(LotRow.seq).where(LotRow.name == name)).scalar()
            if seq is None:
                seq = _add(connection, LotRow, name=name, first_at=datetime.now(UTC))
            self._lots[name] = seq
        return self._lots[name]

    def shift(self, connection: Connection, shift_id: str | None) -> int | None:
        """Sequence number of a shift; None for none, and for one that nobody started."""
        if shift_id is None:
            return None
        if shift_id not in self._shifts:
            seq = connection.execute(select(ShiftRow.seq).where(ShiftRow.id == shift_id)).scalar()
            if seq is None:
                return None
            self._shifts[shift_id] = seq
        return self._shifts[shift_id]

    def _recipe_row(self, connection: Connection, name: str, version: int, sha256: str, body: str) -> int:
        same = select(RecipeRow.seq).where(
            RecipeRow.name == name, RecipeRow.version == version, RecipeRow.sha256 == sha256
        )
        seq = connection.execute(same).scalar()
        if seq is not None:
            return seq
        values = {"name": name, "version": version, "sha256": sha256, "body": body}
        return _add(connection, RecipeRow, **values, remembered_at=datetime.now(UTC))

    def _model_row(self, connection: Connection, name: str, sha256: str, card: str) -> int:
        same = select(ModelRow.seq).where(
            ModelRow.name == name, ModelRow.sha256 == sha256, ModelRow.card == card
        )
        seq = connection.execute(same).scalar()
        if seq is not None:
            return seq
        values = {"name": name, "sha256": sha256, "card": card}
        return _add(connection, ModelRow, **values, remembered_at=datetime.now(UTC))


def _add(connection: Connection, table: type[Base], **values: object) -> int:
    key = connection.execute(insert(table).values(values)).inserted_primary_key
    if key is None:  # only a statement that adds many rows has none
        raise TypeError(table)
    return int(key[0])


def _drives_the_gate(body: str) -> bool:
    """Whether rejected parts of this recipe leave the line; so does one whose content nobody kept."""
    return not body or json.loads(body).get("mode") == Mode.AUTO_REJECT.value

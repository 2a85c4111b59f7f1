"""Reads one shift for its report: one view of the records from beginning to end, whatever the line adds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import Any, Self

from sqlalchemy import Row, func, select
from sqlalchemy.exc import SQLAlchemyError

from inspector_app.domain.disposition import Condition, Disposition
from inspector_app.domain.geometry import Box
from inspector_app.domain.recipe import Recipe
from inspector_app.domain.shift import Shift
from inspector_app.domain.verdict import Outcome, Rule
from inspector_app.records import answer_rows, shift_queries
from inspector_app.records.checking import explain_any
from inspector_app.records.database import DatabaseError, reader_engine
from inspector_app.records.inspection_queries import ROWS_AT_ONCE, Query
from inspector_app.records.reading import require_current
from inspector_app.records.shift_book import read_shifts, shifts_query
from inspector_app.records.tables import (
    DispositionRow,
    EventRow,
    HeldRow,
    HoldEventRow,
    InspectionRow,
    RecipeRow,
    ShiftRow,
    VerdictRow,
)
from inspector_app.review.answers import answer_in_force, condition_in_force, still_waits
from inspector_app.settings.home import Home
from inspector_app.shifts import ports


class ShiftReader:
    """Read-only, for one thread. What it reads is as it was when it was opened: keep it open for a job only.

    Raises DatabaseError where the database can't be opened.
    """

    def __init__(self, home: Home) -> None:
        require_current(home)
        self._database = home.database
        self._engine = reader_engine(home.database)
        self._connection = self._engine.connect()

    def close(self) -> None:
        """Ends the connection."""
        self._connection.close()
        self._engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def shift(self, shift_id: str) -> Shift | None:
        """The shift, or None where there is none of this id."""
        with self._readable():
            found = read_shifts(self._connection, shifts_query().where(ShiftRow.id == shift_id))
        return next(iter(found), None)

    def shifts(self, limit: int = 50) -> Sequence[Shift]:
        """The newest shifts, newest first."""
        with self._readable():
            return read_shifts(self._connection, shifts_query().order_by(ShiftRow.seq.desc()).limit(limit))

    def inspections(self, shift_id: str) -> Iterator[ports.InspectionRow]:
        """All inspections of the shift, oldest first (by at, then id)."""
        for row in self._stream(shift_queries.inspections(shift_id)):
            yield ports.InspectionRow(
                id=row.id,
                part_id=row.part_id,
                number=row.number,
                serial=row.serial,
                lot=row.lot,
                at=row.started_at,
                outcome=Outcome(row.outcome),
                rule=Rule(row.rule),
                latency_ms=row.latency_ms,
                recipe=row.recipe,
                recipe_version=row.version,
                model=row.model,
                program_version=row.program_version,
                mode=row.mode or "",
            )

    def findings(self, shift_id: str) -> Iterator[ports.FindingRow]:
        """All findings of these inspections, in the inspections' order."""
        for row in self._stream(shift_queries.findings(shift_id)):
            yield ports.FindingRow(
                inspection_id=row.inspection_id,
                view=row.view,
                defect_class=row.defect_class,
                score=row.score,
                box=Box(row.x1, row.y1, row.x2, row.y2),
                size_mm=row.size_mm,
                image_path=row.image_path,
                golden_path=row.golden_path,
                deciding=row.position == row.deciding,
            )

    def view_image(self, inspection_id: str, view: str) -> ports.ViewImageRow | None:
        """The image of an inspection's view; None where there was no such view."""
        row = next(self._stream(shift_queries.view_image(inspection_id, view)), None)
        return ports.ViewImageRow(row.mm_per_px, row.image_path, row.golden_path) if row is not None else None

    def answers(self, shift_id: str) -> Iterator[ports.AnswerRow]:
        """All answers about inspections of this shift, oldest first; undone ones and undos included."""
        query = (
            answer_rows.answers_query()
            .add_columns(VerdictRow.outcome)
            .join(VerdictRow, VerdictRow.inspection_seq == InspectionRow.seq)
            .where(shift_queries.in_shift(shift_id))
            .order_by(DispositionRow.seq)
        )
        outcomes = {row.inspection_id: Outcome(row.outcome) for row in self._stream(query)}
        with self._readable():
            answers = answer_rows.read_answers(self._connection, query)
        by_inspection: dict[str, list[Disposition]] = {}
        for answer in answers:
            by_inspection.setdefault(answer.inspection_id, []).append(answer)
        in_force: dict[str, Condition | None] = {
            force.id: condition_in_force(given)
            for inspection_id, given in by_inspection.items()
            if (force := answer_in_force(given)) and not still_waits(outcomes[inspection_id], given)
        }
        for answer in answers:
            # What the part is held to be follows from all answers: a drawn defect may have been taken back since.
            condition = in_force.get(answer.id) or answer.condition
            yield ports.AnswerRow(replace(answer, condition=condition), answer.id in in_force)

    def events(self, shift_id: str) -> Iterator[ports.EventRow]:
        """Stops, camera outages, alarms, challenge results and events of the shift, oldest first."""
        for row in self._stream(shift_queries.events(shift_id)):
            yield ports.EventRow(row.at, row.kind, row.text, row.source, row.ended_at)

    def recipe(self, name: str, version: int) -> ports.RecipeRow | None:
        """The recipe version, or None where it is no longer known."""
        query = (
            select(RecipeRow.body)
            .where(RecipeRow.name == name, RecipeRow.version == version, RecipeRow.body != "")
            .order_by(RecipeRow.seq.desc())
            .limit(1)
        )
        body = self._first_cell(query)
        if body is None:
            return None
        recipe = Recipe.model_validate_json(body)
        return ports.RecipeRow(
            name=recipe.name,
            version=recipe.version,
            product=recipe.product,
            mode=recipe.mode,
            ideal_parts_per_hour=recipe.ideal_parts_per_hour,
        )

    def serials_seen_before(self, shift_id: str) -> Iterator[str]:
        """Serials of this shift's parts that had been inspected before this shift began."""
        for row in self._stream(shift_queries.serials_seen_before(shift_id)):
            yield row.serial

    def hold_counts(self, shift_id: str) -> ports.HoldCounts:
        """What became of this shift's rejected parts so far."""
        held = select(func.count()).join_from(HeldRow, InspectionRow).where(shift_queries.in_shift(shift_id))
        settled = (
            select(HoldEventRow.action, func.count().label("n"))
            .join_from(HoldEventRow, InspectionRow)
            .where(shift_queries.in_shift(shift_id))
            .group_by(HoldEventRow.action)
        )
        counts = {row.action: row.n for row in self._stream(settled)}
        return ports.HoldCounts(
            held=self._first_cell(held),
            released=counts.get("released", 0),
            scrapped=counts.get("scrapped", 0),
            passed=sum(self._passed_in(table, shift_id) for table in (HeldRow, HoldEventRow)),
        )

    def _passed_in(self, table: type[HeldRow | HoldEventRow], shift_id: str) -> int:
        passed = (
            select(func.count())
            .join_from(table, InspectionRow)
            .join(VerdictRow)
            .where(shift_queries.in_shift(shift_id), VerdictRow.outcome == Outcome.PASS.value)
        )
        return int(self._first_cell(passed))

    def lost_frames(self, shift_id: str) -> int | None:
        """Triggered frames that never came; None for an unknown shift."""
        if self.shift(shift_id) is None:
            return None
        lost = select(func.count()).where(
            EventRow.shift_seq == shift_queries.shift_seq(shift_id), EventRow.kind == shift_queries.LOST_FRAME
        )
        return int(self._first_cell(lost))

    def _first_cell(self, query: Query) -> Any:  # noqa: ANN401 - the type that the query selects
        with self._readable():
            return self._connection.execute(query).scalar()

    def _stream(self, query: Query) -> Iterator[Row[*tuple[Any, ...]]]:
        with self._readable():
            yield from self._connection.execute(query, execution_options={"yield_per": ROWS_AT_ONCE})

    @contextmanager
    def _readable(self) -> Iterator[None]:
        try:
            yield
        except SQLAlchemyError as error:
            raise DatabaseError(explain_any(self._database, error)) from error

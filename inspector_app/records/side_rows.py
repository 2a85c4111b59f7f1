"""Rows beside the inspections: second opinions, inspectors' own answers, parts that no machine saw."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Connection, insert, select
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from inspector_app.domain.inspector_answer import InspectorAnswer
from inspector_app.domain.second_opinion import SecondOpinion
from inspector_app.records.answer_rows import inspection_seq
from inspector_app.records.tables import InspectorAnswerRow, SecondOpinionRow, UninspectedRow


def add_second_opinion(connection: Connection, opinion: SecondOpinion) -> None:
    """Adds what the second model said; a second one of the same part is left out."""
    values = {
        "inspection_seq": inspection_seq(connection, opinion.inspection_id),
        "model": opinion.model,
        "model_sha256": opinion.model_sha256,
        "outcome": opinion.outcome.value,
        "rule": opinion.rule.value,
        "findings": json.dumps([[each.view, each.defect_class, each.score] for each in opinion.findings]),
        "took_ms": opinion.took_ms,
    }
    connection.execute(sqlite_insert(SecondOpinionRow).values(values).on_conflict_do_nothing())


def add_inspector_answers(connection: Connection, answers: Iterable[InspectorAnswer]) -> int:
    """Adds them all, or none where one names an unknown inspection; returns how many."""
    rows = [_values(connection, answer) for answer in answers]
    if rows:
        connection.execute(insert(InspectorAnswerRow), rows)
    return len(rows)


def note_uninspected(connection: Connection, total: int, at: datetime, shift: int | None) -> int:
    """The PLC has let so many parts go on by manual inspection since its count began; returns how many are new.

    The first word of a PLC, and one whose count began anew, is only where counting starts.
    """
    newest = select(UninspectedRow.total).order_by(UninspectedRow.seq.desc()).limit(1)
    before = connection.execute(newest).scalar()
    if before == total:
        return 0
    parts = max(0, total - before) if before is not None else 0
    values = {"shift_seq": shift, "parts": parts, "total": total, "at": at}
    connection.execute(insert(UninspectedRow), values)
    return parts


def _values(connection: Connection, answer: InspectorAnswer) -> dict[str, object]:
    about = answer.inspection_id
    return {
        "id": answer.id,
        "inspection_seq": inspection_seq(connection, about) if about is not None else None,
        "serial": answer.serial,
        "condition": answer.condition.value,
        "defect_class": answer.defect_class,
        "person": answer.person,
        "at": answer.at,
        "source": answer.source,
    }

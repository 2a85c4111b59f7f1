"""Which package works on which line in which mode: adding changes, and the newest one."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Row, Select, insert, select, text

from inspector_app.domain.mode import ModeChange
from inspector_app.domain.recipe import Mode
from inspector_app.records.tables import ModeRow

_LAST_RUN = text(
    """
    SELECT json_extract(r.body, '$.mode') FROM inspections i
    JOIN models m ON m.seq = i.model_seq JOIN recipes r ON r.seq = i.recipe_seq
    WHERE m.sha256 = :sha256 AND r.body <> '' AND json_extract(r.body, '$.product') = :line
    ORDER BY i.seq DESC LIMIT 1
    """
)


def add_mode(connection: Connection, change: ModeChange) -> None:
    """Adds one change."""
    values = {name: getattr(change, name) for name in ("line", "model", "model_sha256", "by", "reason", "at")}
    values |= {"mode": change.mode.value, "said": "\n".join(change.said)}
    connection.execute(insert(ModeRow), values)


def newest_mode(connection: Connection, line: str, sha256: str) -> ModeChange | None:
    """The change in force; None where this package never had a mode on this line."""
    row = connection.execute(_of_pair(line, sha256).limit(1)).first()
    return _change(row) if row is not None else None


def mode_history(connection: Connection, line: str, sha256: str) -> list[ModeChange]:
    """All changes of a package on a line, newest first."""
    return [_change(row) for row in connection.execute(_of_pair(line, sha256))]


def mode_of_last_run(connection: Connection, line: str, sha256: str) -> Mode | None:
    """In what mode a package inspected on a line last, before modes were kept; None where it never did."""
    mode = connection.execute(_LAST_RUN, {"line": line, "sha256": sha256}).scalar()
    return Mode(mode) if mode is not None else None


def _of_pair(line: str, sha256: str) -> Select[*tuple[Any, ...]]:
    of_pair = (ModeRow.line == line) & (ModeRow.model_sha256 == sha256)
    return select(*ModeRow.__table__.c).where(of_pair).order_by(ModeRow.seq.desc())


def _change(row: Row[Any]) -> ModeChange:
    said = tuple(row.said.splitlines())
    return ModeChange(row.line, row.model, row.model_sha256, Mode(row.mode), row.by, row.reason, row.at, said)

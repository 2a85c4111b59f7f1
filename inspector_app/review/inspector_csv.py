"""Inspectors' own answers from a table: one line a part, found by its serial or its number. Pure.

Columns: `serial` or `part`, `condition` (good or bad), and where known `defect_class`, `person`, `at` (ISO 8601).
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Collection, Mapping
from datetime import UTC, datetime
from io import StringIO

from inspector_app.domain.disposition import Condition
from inspector_app.domain.window_commands import InspectorSaid

MOST_ROWS = 20_000
_KNOWN = {"serial", "part", "condition", "defect_class", "person", "at"}
_CONDITIONS = {Condition.GOOD.value: Condition.GOOD, Condition.BAD.value: Condition.BAD}

FindInspection = Callable[[str | None, int | None], str | None]
"""Serial, or the part's number, to the id of its newest inspection; None for an unknown part."""


class InspectorCsvError(Exception):
    """A table that can't be taken; the message names the line and says what to do. Nothing of it is kept."""


def read_inspector_csv(
    text: str,
    find: FindInspection,
    *,
    person: str,
    now: datetime,
    classes: Collection[str],
    not_inspected: bool = False,
) -> tuple[InspectorSaid, ...]:
    """All answers of the table. not_inspected: serials that no machine saw are kept as such instead of refused."""
    rows = _rows(text)
    said = []
    for line, row in rows:
        try:
            said.append(_said(row, find, person, now, classes, not_inspected))
        except ValueError as error:
            raise InspectorCsvError(f"line {line}: {error}") from None
    return tuple(said)


def _rows(text: str) -> list[tuple[int, Mapping[str, str]]]:
    head = text.lstrip("\ufeff").split("\n", 1)[0]
    reader = csv.DictReader(
        StringIO(text.lstrip("\ufeff")), delimiter=";" if head.count(";") > head.count(",") else ","
    )
    names = [(name or "").strip().lower() for name in reader.fieldnames or ()]
    unknown = sorted(set(names) - _KNOWN)
    if unknown:
        raise InspectorCsvError(
            f"line 1: there is no column {unknown[0]!r}; known are {', '.join(sorted(_KNOWN))}"
        )
    if "condition" not in names or not {"serial", "part"} & set(names):
        raise InspectorCsvError("line 1: the columns condition, and serial or part, are needed")
    rows: list[tuple[int, Mapping[str, str]]] = []
    for row in reader:
        if None in row:
            raise InspectorCsvError(f"line {reader.line_num}: it has more cells than the head has names")
        cells = {(name or "").strip().lower(): (cell or "").strip() for name, cell in row.items()}
        if any(cells.values()):
            rows.append((reader.line_num, cells))
        if len(rows) > MOST_ROWS:
            raise InspectorCsvError(f"line {reader.line_num}: more than {MOST_ROWS} parts; divide the table")
    return rows


def _said(  # noqa: PLR0917 - one row, and what all rows share
    row: Mapping[str, str], find: FindInspection, person: str, now: datetime, classes: Collection[str],
    not_inspected: bool,
) -> InspectorSaid:  # fmt: skip
    condition = _CONDITIONS.get(row["condition"].lower())
    if condition is None:
        raise ValueError(f"condition is {row['condition']!r}, and not good or bad")
    serial, number = row.get("serial") or None, _number(row.get("part", ""))
    if serial is None and number is None:
        raise ValueError("neither serial nor part is there")
    inspection_id = find(serial, number)
    if inspection_id is None and not (not_inspected and serial):
        raise ValueError(
            f"no machine saw {serial or f'part {number}'}; --not-inspected keeps serials of manual inspection"
        )
    defect_class = row.get("defect_class") or None
    if defect_class is not None and defect_class not in classes:
        raise ValueError(f"the catalogue has no defect class {defect_class!r}")
    who = row.get("person") or person
    if not who:
        raise ValueError("no person; name one with --by, or in a column")
    return InspectorSaid(
        inspection_id=inspection_id, serial=serial, condition=condition, person=who,
        at=_moment(row.get("at", ""), now), defect_class=defect_class,
    )  # fmt: skip


def _number(text: str) -> int | None:
    if not text:
        return None
    if not text.isdecimal():
        raise ValueError(f"part is {text!r}, and not a number")
    return int(text)


def _moment(text: str, now: datetime) -> datetime:
    if not text:
        return now
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        raise ValueError(f"at is {text!r}, and not a time such as 2026-03-01T08:15") from None
    return at if at.tzinfo is not None else at.replace(tzinfo=UTC)

"""Inspectors' own answers from a file into the records: through the line that runs, else directly."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from inspector_app.bootstrap.line_process import line_runs
from inspector_app.bootstrap.running_line import said_to_line
from inspector_app.domain.inspector_answer import InspectorAnswer
from inspector_app.domain.messages import GiveInspectorAnswers
from inspector_app.domain.part import new_id
from inspector_app.records.store import Store
from inspector_app.records.week_reader import WeekReader
from inspector_app.review.dispositions import KNOWN_CLASSES
from inspector_app.review.inspector_csv import InspectorCsvError, read_inspector_csv
from inspector_app.settings.home import Home
from inspector_app.settings.settings_file import load_settings


@dataclass(frozen=True, slots=True)
class Kept:
    """How many answers, and those of parts that no machine saw."""

    all: int
    without_machine: int


def import_answers(home: Home, file: Path, *, by: str, not_inspected: bool, now: datetime) -> Kept:
    """All of the file or nothing; raises InspectorCsvError naming file and line, and what the records refuse with."""
    try:
        text = file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise InspectorCsvError(f"{file}: is not UTF-8 text ({error.reason})") from error
    with WeekReader(home) as reader:
        try:
            said = read_inspector_csv(
                text,
                reader.find,
                person=by.strip(),
                now=now,
                classes=KNOWN_CLASSES,
                not_inspected=not_inspected,
            )
        except InspectorCsvError as error:
            raise InspectorCsvError(f"{file}: {error}. Nothing was kept.") from None
    if line_runs(home):
        said_to_line(home, GiveInspectorAnswers(command_id=new_id(), answers=said))
    else:
        answers = [InspectorAnswer(id=new_id(), **one.model_dump()) for one in said]
        with Store.open(home, load_settings(home).settings) as store:
            store.add_inspector_answers(answers)
    return Kept(len(said), sum(one.inspection_id is None for one in said))

"""What can be opened of an entry: images that a check or a known set speaks of, or a report."""

from __future__ import annotations

from pathlib import Path

from inspector_app.ui.learning.answers import CheckAnswer, ReportAnswer
from inspector_app.ui.learning.inventory import Entry
from inspector_app.ui.learning.ports import DatasetLine, KnownSetLine, Overview, PackageLine
from inspector_app.ui.learning.views.findings_view import Concern
from inspector_app.ui.learning.words.check_words import MARKS, concerned_words, remark_words
from inspector_app.ui.learning.words.markup import name


def has_files(entry: Entry | None, overview: Overview) -> bool:
    """Whether there is anything to open."""
    return bool(concerns_of(entry, overview)) or report_of(entry, overview) is not None


def concerns_of(entry: Entry | None, overview: Overview) -> tuple[Concern, ...]:
    """What was found, with its images; empty where there are none."""
    match entry:
        case DatasetLine():
            job = overview.job("check", entry.name)
            answer = job.answer if job is not None else None
            return _of_check(answer) if isinstance(answer, CheckAnswer) else ()
        case KnownSetLine():
            return tuple(
                Concern(name(one.words), (str(Path(entry.folder) / one.file),)) for one in entry.changed
            )
        case _:
            return ()


def report_of(entry: Entry | None, overview: Overview) -> Path | None:
    """The newest validation report of a package."""
    job = overview.job("report", entry.name) if isinstance(entry, PackageLine) else None
    return Path(job.answer.file) if job is not None and isinstance(job.answer, ReportAnswer) else None


def _of_check(answer: CheckAnswer) -> tuple[Concern, ...]:
    return tuple(
        Concern(
            f"<b>{MARKS.get(remark.severity, remark.severity)}</b>: {remark_words(remark)}",
            remark.files,
            concerned_words(remark),
        )
        for remark in answer.remarks
        if remark.files
    )

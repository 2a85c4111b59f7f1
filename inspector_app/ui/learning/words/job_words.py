"""What a job does, and what it came to in one sentence."""

from __future__ import annotations

import re
from datetime import tzinfo

from inspector_app.ui.learning.answers import (
    ApproveAnswer,
    CheckAnswer,
    CompareAnswer,
    DatasetExportAnswer,
    FreezeAnswer,
    ImportAnswer,
    KnownAcceptAnswer,
    KnownAddAnswer,
    KnownRunAnswer,
    PackageExportAnswer,
    PackageImportAnswer,
    ReleaseAnswer,
    ReportAnswer,
    RollbackAnswer,
    SplitAnswer,
    TagAnswer,
)
from inspector_app.ui.learning.ports import JobLine
from inspector_app.ui.learning.words.markup import counted, isolated, left_words, moment, name, refused

_IN_THE_WINDOW = (
    (
        "say --unlabelled clean if somebody looked, or --unlabelled skip to leave them out",
        "say so under “No label file”",
    ),
    ("Say which it is with --format", "Say which it is under “Format”"),
    ("Measure it here: inspector-app evaluate .*", "V measures it here, and draws the report"),
    ("by the people concerned: catalogue approve", "by the people concerned: F and A ask for that"),
)
"""What is typed, as a regular expression, and what is done instead."""


def for_window(trouble: str) -> str:
    """A sentence of the command line that says which option to use, as the window says it."""
    for typed, here in _IN_THE_WINDOW:
        trouble = re.sub(typed, here, trouble)
    return trouble


def progress_words(job: JobLine) -> str:
    """How far it is."""
    if not job.total:
        return "works" if not job.doing else job.doing
    left = f", {left_words(job.seconds_left)}" if job.seconds_left is not None else ""
    return f"{job.doing}: {job.done:,} of {job.total:,}{left}"


def job_html(job: JobLine, zone: tzinfo) -> str:
    """A job by itself."""
    head = f"<h3>{name(job.wish.title)}</h3><p>Begun {moment(job.at, zone)}.</p>"
    if job.state == "running":
        return (
            f"{head}<p>{progress_words(job)}.</p><p>It goes on when this window is closed. <b>X</b> stops it; nothing "
            "half done stays.</p>"
        )
    if job.state == "stopped":
        return f"{head}<p>It was stopped; nothing half done was kept. <b>X</b> takes it off the list.</p>"
    if job.state == "failed":
        again = "<p><b>Enter</b> asks again with what was typed. <b>X</b> takes it off the list.</p>"
        return f"{head}{refused(for_window(job.trouble))}{again}"
    return f"{head}<p>{name(ended_words(job))}</p>"


def ended_words(job: JobLine) -> str:  # noqa: PLR0911 - one sentence a kind of job
    """What it came to."""
    if job.state == "failed":
        return f"{isolated(job.wish.title)}: {for_window(job.trouble)}"
    if job.state == "stopped":
        return f"{job.wish.title} was stopped; nothing half done was kept."
    match job.answer:
        case ImportAnswer():
            return f"{counted(job.answer.images, 'image')} imported out of {job.answer.format}."
        case CheckAnswer():
            return _checked(job.answer)
        case SplitAnswer():
            return f"Split: {counted(job.answer.groups, 'group')}, {job.answer.new_in_vault:,} images new in the vault."
        case FreezeAnswer():
            return f"{job.answer.version} is frozen."
        case DatasetExportAnswer():
            return f"{counted(job.answer.images, 'image')} written to {job.answer.folder}."
        case ReleaseAnswer() | RollbackAnswer():
            return _released(job.answer)
        case CompareAnswer():
            return job.answer.sentence
        case _:
            return _of_the_rest(job)


def _of_the_rest(job: JobLine) -> str:  # noqa: PLR0911 - as above
    match job.answer:
        case ApproveAnswer():
            return f"Approved: {', '.join(isolated(one.code) for one in job.answer.approved)}."
        case PackageExportAnswer():
            return f"Written to {job.answer.file}, {job.answer.bytes / 1e6:.1f} MB."
        case PackageImportAnswer():
            return f"{job.answer.name} is here: {job.answer.standing}; {job.answer.signature}."
        case ReportAnswer():
            return f"{'READY' if job.answer.ready else 'NOT READY'}: {job.answer.why}"
        case TagAnswer():
            kept = job.answer.in_vault
            vault = f"; {kept:,} of the table lie in the vault and keep theirs" if kept else ""
            return f"{counted(job.answer.images, 'image')} tagged anew{vault}."
        case KnownAddAnswer():
            waits = sum(not one.accepted for one in job.answer.added)
            more = f"; {waits} of them contradict what they are, and wait to be accepted" if waits else ""
            return f"{counted(len(job.answer.added), 'image')} added{more}."
        case KnownRunAnswer():
            changed = len(job.answer.changed)
            return (
                f"{changed} answers changed." if changed else f"All {job.answer.images} answers as accepted."
            )
        case KnownAcceptAnswer():
            return f"{counted(len(job.answer.accepted), 'answer')} accepted by {job.answer.by}."
        case _:
            return f"{job.wish.title}: done."


def _checked(answer: CheckAnswer) -> str:
    found = ", ".join(counted(count, kind) for kind, count in answer.counts.items() if count)
    return f"{isolated(answer.target)} is checked: {found or 'nothing to say'}."


def _released(answer: ReleaseAnswer | RollbackAnswer) -> str:
    entry = answer.entry
    if entry is None:
        return answer.sentence if isinstance(answer, ReleaseAnswer) else ""
    recipes = ", ".join(f"{recipe} is version {version}" for recipe, version in answer.recipes.items())
    shadow = ", in shadow only" if entry.shadow_only else ""
    over = f" Recipes: {recipes}." if recipes else ""
    return f"{entry.kind.capitalize()}: {entry.package} is in force on {entry.line}{shadow}, by {entry.by}.{over}"

"""What can be done with a package and with a known set."""

from __future__ import annotations

from inspector_app.ui.learning.answers import ReleaseAnswer
from inspector_app.ui.learning.dialogs.package_dialogs import (
    CompareDialog,
    PackageExportDialog,
    PackageImportDialog,
    ReportDialog,
)
from inspector_app.ui.learning.dialogs.release_dialogs import (
    AcceptDialog,
    GatesDialog,
    KnownAddDialog,
    LineDialog,
    ReleaseDialog,
)
from inspector_app.ui.learning.doing import Doing
from inspector_app.ui.learning.ports import KnownSetLine, Overview, PackageLine
from inspector_app.ui.learning.wishes import GatesWish, KnownRunWish
from inspector_app.ui.learning.words.gate_words import next_words


def gates(doing: Doing, entry: PackageLine) -> None:
    """Asks for the line, then measures."""
    if doing.overview is not None:
        doing.show(GatesDialog(entry, doing.overview, doing, doing.window))


def release(doing: Doing, entry: PackageLine) -> None:
    """After the gates were looked at; never where one is missed that nobody may let through."""
    overview = doing.overview
    found = newest_gates(entry, overview) if overview is not None else None
    if overview is None or found is None:
        doing.note.info("Measure the gates first (G): a release goes by what they say.")
        return
    wish, answer = found
    if answer.final:
        doing.note.error(next_words(answer))
        return
    doing.show(ReleaseDialog(wish, answer, overview, doing, doing.window))


def roll_back(doing: Doing, entry: PackageLine) -> None:
    """Asks who and why."""
    if doing.overview is not None:
        lines = entry.released_for
        doing.show(LineDialog(entry, lines, doing.overview, doing, doing.window, leave_shadow=False))


def leave_shadow(doing: Doing, entry: PackageLine) -> None:
    """Asks who and why."""
    if doing.overview is not None:
        lines = entry.in_shadow_on
        doing.show(LineDialog(entry, lines, doing.overview, doing, doing.window, leave_shadow=True))


def compare(doing: Doing, entry: PackageLine) -> None:
    """Asks with which other."""
    if doing.overview is not None:
        doing.show(CompareDialog(entry, doing.overview, doing, doing.window))


def report(doing: Doing, entry: PackageLine) -> None:
    """Asks on what."""
    if doing.overview is not None:
        doing.show(ReportDialog(entry, doing.overview, doing, doing.window))


def export(doing: Doing, entry: PackageLine) -> None:
    """Asks where to."""
    doing.show(PackageExportDialog(entry, doing, doing.window))


def import_file(doing: Doing) -> None:
    """Asks which file."""
    doing.show(PackageImportDialog(doing, doing.window))


def add_to_known_set(doing: Doing, entry: KnownSetLine) -> None:
    """Asks which images."""
    doing.show(KnownAddDialog(entry, doing, doing.window))


def run_known_set(doing: Doing, entry: KnownSetLine) -> None:
    """Begins at once."""
    doing.begin_now(KnownRunWish(recipe=entry.recipe))


def accept_known_set(doing: Doing, entry: KnownSetLine) -> None:
    """Asks who and why."""
    people = doing.overview.people if doing.overview is not None else ()
    doing.show(AcceptDialog(entry.recipe, len(entry.changed), people, doing, doing.window))


def newest_gates(entry: PackageLine, overview: Overview) -> tuple[GatesWish, ReleaseAnswer] | None:
    """What the gates said last of this package, and for which line."""
    job = overview.job("gates", entry.name)
    if job is not None and isinstance(job.wish, GatesWish) and isinstance(job.answer, ReleaseAnswer):
        return job.wish, job.answer
    return None

"""What can be done with a dataset and its versions."""

from __future__ import annotations

from inspector_app.ui.learning.dialogs.dataset_dialogs import (
    ApproveDialog,
    DatasetExportDialog,
    DiffDialog,
    FreezeDialog,
    SplitDialog,
    TagDialog,
)
from inspector_app.ui.learning.dialogs.import_dialog import ImportDialog
from inspector_app.ui.learning.doing import Doing
from inspector_app.ui.learning.ports import DatasetLine, VersionLine
from inspector_app.ui.learning.wishes import CheckWish, ImportWish, SplitWish


def import_images(doing: Doing, before: ImportWish | None = None) -> None:
    """Asks where from; before: what was typed for one that failed."""
    if doing.overview is not None:
        into = before.add_to if before is not None and before.add_to == before.name else ""
        doing.show(ImportDialog(doing.overview, doing, doing.window, into=into, before=before))


def add_images(doing: Doing, entry: DatasetLine) -> None:
    """More images, or newer answers, for a dataset that there is."""
    if doing.overview is not None:
        doing.show(ImportDialog(doing.overview, doing, doing.window, into=entry.name))


def check(doing: Doing, entry: DatasetLine) -> None:
    """Begins at once."""
    doing.begin_now(CheckWish(name=entry.name))


def tag(doing: Doing, entry: DatasetLine) -> None:
    """Asks what is known of its images."""
    doing.show(TagDialog(entry, doing, doing.window))


def split(doing: Doing, entry: DatasetLine) -> None:
    """The first time at once; later it asks what of it is divided anew."""
    if entry.in_vault:
        doing.show(SplitDialog(entry, doing, doing.window))
    else:
        doing.begin_now(SplitWish(name=entry.name))


def freeze(doing: Doing, entry: DatasetLine) -> None:
    """Asks for name and note."""
    people = doing.overview.people if doing.overview is not None else ()
    doing.show(FreezeDialog(entry, people, doing, doing.window))


def approve(doing: Doing, entry: VersionLine) -> None:
    """Asks who stands for its classes."""
    people = doing.overview.people if doing.overview is not None else ()
    doing.show(ApproveDialog(entry, people, doing, doing.window))


def export(doing: Doing, entry: DatasetLine) -> None:
    """Asks for format and folder."""
    formats = doing.overview.formats.written if doing.overview is not None else ()
    doing.show(DatasetExportDialog(entry, formats, doing, doing.window))


def diff(doing: Doing, entry: VersionLine) -> None:
    """Asks which version it is held against; the one before it is proposed."""
    doing.show(DiffDialog(entry, other_versions(doing, entry), doing, doing.window))


def other_versions(doing: Doing, entry: VersionLine) -> tuple[VersionLine, ...]:
    """Whole versions of the same dataset, the one before it first."""
    datasets = doing.overview.datasets if doing.overview is not None else ()
    versions = next((one.versions for one in datasets if entry in one.versions), ())
    others = [each for each in versions if each != entry and not each.trouble]
    before = [each for each in others if _number(each) < _number(entry)]
    return (*before, *(each for each in others if each not in before))


def _number(one: VersionLine) -> int:
    number = one.reference.rpartition("@")[2]
    return int(number) if number.isdecimal() else 0

"""Rows of the list: two lines each."""

from __future__ import annotations

from inspector_app.domain.recipe import Mode
from inspector_app.ui.learning.ports import (
    DatasetLine,
    JobLine,
    KnownSetLine,
    Overview,
    PackageLine,
    TrainingLine,
    VersionLine,
)
from inspector_app.ui.learning.words.job_words import progress_words
from inspector_app.ui.learning.words.markup import counted, times

STATE_WORDS = {
    "running": "▶ running",
    "quantising": "▶ quantising",
    "stopped": "■ stopped",
    "finished": "✓ finished",
}
_JOB_MARKS = {"running": "▶", "failed": "✕", "stopped": "■", "done": "✓"}
_INDENT = "    "


def version_row(one: VersionLine) -> str:
    """A frozen version, under its dataset."""
    number = one.reference.rpartition("@")[2]
    if one.trouble:
        return f"{_INDENT}version {number}\n{_INDENT}✕ damaged"
    total = sum(one.images.values())
    warned = "  ! used often" if one.warnings else ""
    used = times(one.uses.get("validation", 0))
    return f"{_INDENT}version {number}, {total:,} images\n{_INDENT}validation used {used}{warned}"


def dataset_row(one: DatasetLine) -> str:
    """A dataset."""
    if one.trouble:
        return f"{one.name}\n✕ damaged"
    state = "" if one.versions else ", not frozen yet" if one.in_vault else ", not split yet"
    return f"{one.name}\n{counted(one.images, 'open image')}{state}"


def training_row(one: TrainingLine) -> str:
    """A training."""
    return f"{one.name}\n{STATE_WORDS[one.state]}, {one.family} on {one.dataset}"


def package_row(one: PackageLine) -> str:
    """A package."""
    red = sum(each.collect_more for each in one.classes)
    more = f"  ✕ {red} below recall" if red else ""
    return f"{one.name}\n{'✕ refused' if one.fault else one.standing}{more}"


def known_set_row(one: KnownSetLine) -> str:
    """The known set of a recipe."""
    if one.trouble:
        state = "✕ damaged"
    elif not one.images:
        state = "no images yet"
    elif not one.at:
        state = f"{counted(one.images, 'image')}, never run"
    elif one.changed:
        state = f"✕ {counted(len(one.changed), 'answer')} of {one.images} not accepted"
    else:
        state = f"✓ {counted(one.images, 'image')}, all as accepted"
    return f"{one.recipe}\n{state}"


def job_row(one: JobLine) -> str:
    """A job that runs, or did not come to its end."""
    words = {"failed": "failed: see why", "stopped": "stopped", "done": "done"}
    state = progress_words(one) if one.state == "running" else words[one.state]
    return f"{_JOB_MARKS[one.state]} {one.wish.title}\n{state}"


def title_of(overview: Overview, mode: Mode | None) -> str:
    """What there is, in one line; and that a job runs beside a line whose gate it may slow down."""
    working = [one.name for one in overview.trainings if one.state in {"running", "quantising"}]
    if working and mode is Mode.AUTO_REJECT:
        beside = f"! The line is in auto-reject and the job of {working[0]} runs beside it."
        return f"{beside} Choose it and press X to stop it."
    versions = sum(len(one.versions) for one in overview.datasets)
    counts = (
        (len(overview.datasets), "dataset"), (versions, "frozen version"), (len(overview.trainings), "training"),
        (len(overview.packages), "package"),
    )  # fmt: skip
    return f"Learning: {', '.join(counted(*each) for each in counts)}."

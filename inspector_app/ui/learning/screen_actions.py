"""The actions of the learning screen as data: their keys, and on which kind of entry they can be done."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from inspector_app.ui.learning import dataset_operations as datasets
from inspector_app.ui.learning import package_operations as packages
from inspector_app.ui.learning import training_operations as trainings
from inspector_app.ui.learning.detail import running_job
from inspector_app.ui.learning.doing import Doing
from inspector_app.ui.learning.inventory import PACKAGES, Entry
from inspector_app.ui.learning.ports import (
    DatasetLine,
    KnownSetLine,
    Overview,
    PackageLine,
    TrainingLine,
    VersionLine,
)

_VERSION = "Choose a frozen version in the list first; a network learns from nothing else."


@dataclass(frozen=True, slots=True)
class EntryAction:
    """One thing that can be done with one kind of entry.

    can: whether it can be done now. needs: what to do first, where the entry is of another kind or it can't be done.
    """

    name: str
    key: str
    text: str
    tooltip: str
    kind: type
    do: Callable[[Doing, Any], None]
    can: Callable[[Any, Overview], bool]
    needs: str


def _idle(entry: Any, overview: Overview) -> bool:  # noqa: ANN401 - of any kind of entry
    """Nothing works on it, and nothing is wrong with it."""
    return (
        running_job(entry, overview) is None
        and not getattr(entry, "trouble", "")
        and not getattr(entry, "fault", "")
    )


def _may_release(entry: PackageLine, overview: Overview) -> bool:
    found = packages.newest_gates(entry, overview)
    return _idle(entry, overview) and found is not None and not found[1].final


_DATASET = "Choose a dataset in the list first."
_PACKAGE = "Choose a package in the list first."
_TRAINING = "Choose a training that is {} first."
_KNOWN = "Choose the known set of a recipe first."

ENTRY_ACTIONS: tuple[EntryAction, ...] = (
    EntryAction(
        "check", "C", "Check", "Looks at every image, label and tag; says what is missing or wrong, with the images.",
        DatasetLine, datasets.check, _idle, _DATASET,
    ),
    EntryAction(
        "tag", "G", "Tag …", "What is known of the images (light, lot ...): one thing of all of them, or from a table.",
        DatasetLine, datasets.tag, _idle, _DATASET,
    ),
    EntryAction(
        "split", "S", "Split", "Puts images aside for the vault, then divides the others; whole lots stay together.",
        DatasetLine, datasets.split, _idle, _DATASET,
    ),
    EntryAction(
        "freeze", "F", "Freeze …", "Keeps every byte as a version that can't change; asks for your name and a note.",
        DatasetLine, datasets.freeze, lambda one, overview: _idle(one, overview) and bool(one.in_vault),
        "Split the dataset first (S).",
    ),
    EntryAction(
        "add_images", "A", "Add …", "More labelled images, or newer answers, into this dataset.",
        DatasetLine, datasets.add_images, _idle, _DATASET,
    ),
    EntryAction(
        "dataset_export", "E", "Export …", "Writes the dataset in another tool's format, into a new folder.",
        DatasetLine, datasets.export, _idle, _DATASET,
    ),
    EntryAction(
        "train", "T", "Train …",
        "Asks for name, network and time limit, then trains on the selected frozen version, beside the line.",
        VersionLine, trainings.train,
        lambda one, overview: not (one.trouble or one.unapproved or overview.no_torch), _VERSION,
    ),
    EntryAction(
        "approve", "A", "Approve …", "Somebody stands by name for what its classes are; nothing is trained before.",
        VersionLine, datasets.approve, lambda one, overview: bool(one.unapproved) and _idle(one, overview),
        "All its classes are approved.",
    ),
    EntryAction(
        "diff", "D", "Difference …", "What came, went, or was labelled anew since another version.",
        VersionLine, datasets.diff, lambda one, overview: _idle(one, overview) and _has_others(one, overview),
        "There is only this version; choose one of several.",
    ),
    EntryAction(
        "resume", "R", "Resume",
        "Goes on with the selected training from its last checkpoint; also after a kill or a power cut.",
        TrainingLine, trainings.resume, lambda one, overview: one.state == "stopped" and not overview.no_torch,
        _TRAINING.format("stopped"),
    ),
    EntryAction(
        "quantise", "Q", "Quantise …",
        "Makes an INT8 package of the selected training and measures it on images that it has not seen.",
        TrainingLine, trainings.quantise, lambda one, overview: one.state == "finished" and not overview.no_torch,
        _TRAINING.format("finished"),
    ),
    EntryAction(
        "gates", "G", "Gates …", "Measures whether the package is ready for a line, gate by gate; releases nothing.",
        PackageLine, packages.gates, _idle, _PACKAGE,
    ),
    EntryAction(
        "release", "L", "Release …", "Releases the package for the line whose gates were measured, by name and reason.",
        PackageLine, packages.release, _may_release, "Measure the gates of a package first (G).",
    ),
    EntryAction(
        "rollback", "B", "Roll back …", "The release before is in force again on a line, and its recipes go back.",
        PackageLine, packages.roll_back, lambda one, overview: bool(one.released_for) and _runs_nothing(one, overview),
        "Choose a package that is released first.",
    ),
    EntryAction(
        "leave_shadow", "O", "Out of shadow …", "Lets a released package judge, once enough parts went by in shadow.",
        PackageLine, packages.leave_shadow, lambda one, overview: bool(one.in_shadow_on) and _idle(one, overview),
        "Choose a package that is in shadow first.",
    ),
    EntryAction(
        "compare", "M", "Compare …", "Measures two packages on the same images, on this PC, in one run.",
        PackageLine, packages.compare, _idle, _PACKAGE,
    ),
    EntryAction(
        "report", "V", "Report …", "Measures the package and draws the validation report: ready or not, and why.",
        PackageLine, packages.report, _idle, _PACKAGE,
    ),
    EntryAction(
        "package_export", "E", "Export …", "The package as one file, for another station.",
        PackageLine, packages.export, _idle, _PACKAGE,
    ),
    EntryAction(
        "known_run", "K", "Run", "Asks about every image of the known set now.",
        KnownSetLine, packages.run_known_set, lambda one, overview: bool(one.images) and _idle(one, overview), _KNOWN,
    ),
    EntryAction(
        "known_add", "N", "Add images …", "Good, borderline or bad images whose answers must stay as they are today.",
        KnownSetLine, packages.add_to_known_set, _idle, _KNOWN,
    ),
    EntryAction(
        "known_accept", "A", "Accept …", "Accepts the changed answers by name and reason: they hold from now on.",
        KnownSetLine, packages.accept_known_set, lambda one, overview: bool(one.changed) and _idle(one, overview),
        "Nothing waits to be accepted here.",
    ),
)  # fmt: skip


def actions_of(entry: Entry | None) -> tuple[EntryAction, ...]:
    """What can be done with this kind of entry; letting out of shadow only where something is in it."""
    return tuple(
        action
        for action in ENTRY_ACTIONS
        if isinstance(entry, action.kind)
        and (action.name != "leave_shadow" or bool(getattr(entry, "in_shadow_on", ())))
    )


def action_of(entry: Entry | None, key: str) -> EntryAction | None:
    """What a key does here; where it is of another kind of entry, that action, so that it can say what it needs."""
    of_key = [action for action in ENTRY_ACTIONS if action.key == key]
    return next(
        (action for action in of_key if isinstance(entry, action.kind)), of_key[0] if of_key else None
    )


def why_not(action: EntryAction, entry: Entry | None, overview: Overview) -> str:
    """Why it can't be done now, and what to do first."""
    if action.name in {"train", "resume", "quantise"} and overview.no_torch:
        return f"Nothing can be trained on this PC yet. Set it up with: {overview.no_torch}"
    if isinstance(entry, action.kind) and running_job(entry, overview) is not None:
        return "A job works on it already: wait for it, or stop it."
    if action.name == "train" and isinstance(entry, VersionLine) and entry.unapproved:
        return "Nobody has approved its classes yet: A approves them by name."
    return action.needs


def imports_package(entry: Entry | None) -> bool:
    """Whether I imports a package's file here, and no images."""
    return isinstance(entry, PackageLine) or entry == PACKAGES


def _has_others(one: VersionLine, overview: Overview) -> bool:
    return any(one in each.versions and len(each.versions) > 1 for each in overview.datasets)


def _runs_nothing(one: PackageLine, overview: Overview) -> bool:
    return running_job(one, overview) is None

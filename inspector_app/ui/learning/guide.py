"""The guided path from labelled images to a package under test.

It is read off what the home has, so it can be left at any step and gone on with by any later window.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from inspector_app.ui.learning.answers import CheckAnswer
from inspector_app.ui.learning.ports import DatasetLine, Overview, TrainingLine

StepState = Literal["done", "warned", "running", "failed", "next", "later"]


@dataclass(frozen=True, slots=True)
class Step:
    """One step: how it stands, in a few words; action: what does it, `subject`: to which training or package."""

    name: str
    state: StepState
    words: str
    action: str
    subject: str = ""


def steps_of(one: DatasetLine, overview: Overview) -> tuple[Step, ...]:
    """The six steps of a dataset; the first that is neither done nor running is the next."""
    found: list[Step] = []
    for make in _STEPS:
        step = make(one, overview)
        open_before = any(each.state in {"next", "running", "failed"} for each in found)
        if step.state == "next" and open_before:
            step = Step(step.name, "later", "", step.action)
        found.append(step)
    return tuple(found)


FIRST_STEPS = (
    Step("Import", "next", "", "import"),
    *(Step(each, "later", "", "") for each in ("Check", "Split", "Freeze", "Train", "Quantise")),
)
"""Of a home without datasets."""


def next_step(steps: tuple[Step, ...]) -> Step | None:
    """What to do now; None while a job does it, and at the end."""
    return next((step for step in steps if step.state in {"next", "failed"}), None)


def _imported(one: DatasetLine, overview: Overview) -> Step:
    job = overview.job("import", one.name)
    if job is not None and job.state == "running":
        return Step("Import", "running", "reads images", "add_images")
    return Step("Import", "done", f"{one.images + one.in_vault:,} images", "add_images")


def _checked(one: DatasetLine, overview: Overview) -> Step:
    job = overview.job("check", one.name)
    if job is not None and job.state == "running":
        return Step("Check", "running", "looks at every image", "check")
    if job is None or job.state != "done" or job.at < _imported_at(one, overview):
        frozen = _frozen(one, overview).state == "done"  # which checks as well
        return Step("Check", "done" if frozen else "next", "when frozen" if frozen else "", "check")
    answer = job.answer
    if not isinstance(answer, CheckAnswer):
        return Step("Check", "next", "", "check")
    errors, warnings = answer.counts.get("error", 0), answer.counts.get("warning", 0)
    words = f"{errors} errors" if errors else f"{warnings} warnings" if warnings else "all good"
    return Step("Check", "warned" if errors else "done", words, "check")


def _split(one: DatasetLine, overview: Overview) -> Step:
    job = overview.job("split", one.name)
    if job is not None and job.state == "running":
        return Step("Split", "running", "divides", "split")
    if job is not None and job.state == "failed":
        return Step("Split", "failed", "failed", "split")
    imported_at = _imported_at(one, overview)
    is_split = bool(one.in_vault) and (_frozen_at(one) > imported_at or job is None or job.at > imported_at)
    return Step(
        "Split", "done" if is_split else "next", f"{one.in_vault:,} in the vault" if is_split else "", "split"
    )


def _frozen(one: DatasetLine, overview: Overview) -> Step:
    job = overview.job("freeze", one.name)
    if job is not None and job.state == "running":
        return Step("Freeze", "running", "keeps a version", "freeze")
    if _frozen_at(one) > _imported_at(one, overview):
        return Step("Freeze", "done", f"version {one.versions[0].reference.rpartition('@')[2]}", "freeze")
    failed = job is not None and job.state == "failed"
    return Step("Freeze", "failed" if failed else "next", "failed" if failed else "", "freeze")


def _trained(one: DatasetLine, overview: Overview) -> Step:
    trainings = _trainings(one, overview)
    if _frozen(one, overview).state != "done":  # images came in since: the trainings are of what was
        return Step("Train", "next", "", "train")
    running = [each for each in trainings if each.state == "running"]
    if running:
        return Step("Train", "running", f"{len(running[0].epochs)} epochs", "train", running[0].name)
    finished = [each for each in trainings if each.state in {"finished", "quantising"}]
    if finished:
        return Step("Train", "done", f"{len(finished[0].epochs)} epochs", "train", finished[0].name)
    stopped = [each for each in trainings if each.state == "stopped"]
    if stopped:
        return Step("Train", "failed", "stopped: resume", "resume", stopped[0].name)
    if one.versions[0].unapproved:
        return Step("Train", "next", "approve classes first", "approve")
    return Step("Train", "next", "", "train")


def _packed(one: DatasetLine, overview: Overview) -> Step:
    trainings = _trainings(one, overview)
    if _frozen(one, overview).state != "done":
        return Step("Quantise", "next", "", "quantise")
    made = {package.name for package in overview.packages}
    package = next((each.name for each in trainings if each.name in made), None)
    if package is not None:
        return Step("Quantise", "done", "under test", "show_package", package)
    if any(each.state == "quantising" for each in trainings):
        return Step("Quantise", "running", "makes INT8", "quantise")
    ready = next((each for each in trainings if each.state == "finished"), None)
    if ready is not None and ready.trouble:
        return Step("Quantise", "failed", "failed", "quantise", ready.name)
    return Step("Quantise", "next", "", "quantise", ready.name if ready is not None else "")


_STEPS: tuple[Callable[[DatasetLine, Overview], Step], ...] = (
    _imported, _checked, _split, _frozen, _trained, _packed,
)  # fmt: skip


def _trainings(one: DatasetLine, overview: Overview) -> list[TrainingLine]:
    """Those on the newest version of the dataset."""
    newest = one.versions[0].reference if one.versions else ""
    return [each for each in overview.trainings if newest and each.dataset == newest]


def _imported_at(one: DatasetLine, overview: Overview) -> str:
    """When images last came in from this window; empty where they came by the command line."""
    job = overview.job("import", one.name)
    return job.at if job is not None and job.state == "done" else ""


def _frozen_at(one: DatasetLine) -> str:
    return one.versions[0].at if one.versions else ""

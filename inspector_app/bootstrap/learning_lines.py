"""Datasets, trainings and packages of a home, as the learning screen shows them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from inspector_app.bootstrap.card_facts import card_facts
from inspector_app.bootstrap.job_records import (
    JobRecord,
    last_words,
    newest_step,
    progress_lines,
    read_record,
)
from inspector_app.bootstrap.model_shelf import Shelved
from inspector_app.bootstrap.training import learns_from
from inspector_app.bootstrap.training_permission import to_accept
from inspector_app.datasets.catalogue.entries import CatalogueEntry, unapproved
from inspector_app.datasets.overview import DatasetLine as Listed
from inspector_app.datasets.overview import VersionLine as ListedVersion
from inspector_app.domain.catalogue import defect_name
from inspector_app.learning.training.curves import learning_by_heart
from inspector_app.learning.training.folder import curves, family_of, is_finished
from inspector_app.learning.training.plan import TrainingError
from inspector_app.model_packages.card import Card
from inspector_app.release.card_figures import ClassFigures, FiguresError, class_figures, measured_on
from inspector_app.ui.learning.ports import (
    ClassLine,
    DatasetLine,
    EpochLine,
    PackageLine,
    TrainingLine,
    TrainingState,
    VersionLine,
)


def dataset_line(listed: Listed, catalogue: Mapping[str, CatalogueEntry] | None) -> DatasetLine:
    """A dataset with its versions, the newest first. catalogue: None where it can't be read."""
    versions = tuple(_version(listed.name, one, catalogue) for one in reversed(listed.versions))
    return DatasetLine(listed.name, listed.images, listed.in_vault, versions, listed.trouble)


def _version(name: str, one: ListedVersion, catalogue: Mapping[str, CatalogueEntry] | None) -> VersionLine:
    return VersionLine(
        reference=f"{name}@{one.number}",
        images={str(part): count for part, count in (one.images or {}).items()},
        uses={str(part): count for part, count in (one.uses or {}).items()},
        at=one.at,
        by=one.by,
        note=one.note,
        warnings=one.warnings,
        trouble=one.trouble,
        open_errors=to_accept(one.open_errors),
        unapproved=tuple(unapproved(catalogue, one.classes)) if catalogue is not None else (),
    )


def training_line(work: Path, running: JobRecord | None) -> TrainingLine:
    """A training as it is now; one whose files are damaged is listed with its trouble."""
    epochs = curves(work)
    state = _state(work, running)
    newest = running or read_record(work, "quantize" if state == "finished" else "train")
    told = progress_lines(work, running.what if running is not None else "train")
    doing, planned, left = _progress(work, running, told)
    try:
        dataset, trouble = learns_from(work) or "generated boards", ""
    except TrainingError as error:
        dataset, trouble = "", str(error)
    return TrainingLine(
        name=work.name,
        state=state,
        dataset=dataset,
        family=family_of(work),
        epochs=tuple(
            EpochLine(one.number, one.training_loss, one.validation_loss, one.map50) for one in epochs
        ),
        epochs_planned=planned,
        seconds_left=left,
        doing=doing,
        warning=learning_by_heart(epochs) or "",
        trouble=trouble or ("" if running else last_words(work, newest)),
    )


def _state(work: Path, running: JobRecord | None) -> TrainingState:
    if running is not None:
        return "running" if running.what == "train" else "quantising"
    return "finished" if is_finished(work) else "stopped"


def _progress(
    work: Path, running: JobRecord | None, told: list[dict[str, Any]]
) -> tuple[str, int, float | None]:
    """What a job does, how many epochs it plans, and the seconds that are left of them."""
    if running is None:
        return "", 0, None
    if running.what == "quantize":
        return _step(work, told)
    if not told:  # a training at the command line tells its progress elsewhere, or nowhere
        return "The job starts." if running.words else "", 0, None
    newest = told[-1]
    if "epochs" not in newest:
        return f"{newest.get('what', '')}: {newest.get('done', 0):,} of {newest.get('total', 0):,}", 0, None
    return "", int(newest["epochs"]), _seconds_left(told)


def _step(work: Path, told: list[dict[str, Any]]) -> tuple[str, int, float | None]:
    """Which step of how many, and the seconds that are left of all; at the command line only what it has said."""
    if not told or "step" not in told[-1]:
        return newest_step(work, "quantize") or "The job starts.", 0, None
    newest = told[-1]
    within = f", {newest['done']:,} of {newest['total']:,}" if newest["total"] else ""
    return f"Step {newest['step']} of {newest['steps']}: {newest['what']}{within}", 0, newest["rest_s"]


def _seconds_left(told: list[dict[str, Any]], now: datetime | None = None) -> float | None:
    """By the mean time of this job's epochs so far; None before there is one to go by."""
    last = told[-1]
    times = [datetime.fromisoformat(line["at"]) for line in told if "epoch" in line and "at" in line]
    begun = [datetime.fromisoformat(line["at"]) for line in told if "what" in line and "at" in line][-1:]
    moments = [*begun, *times]
    if len(moments) < 2:
        return None
    each = (moments[-1] - moments[0]).total_seconds() / (len(moments) - 1)
    since = ((now or datetime.now(UTC)) - moments[-1]).total_seconds()
    return max(0.0, each * (int(last["epochs"]) - int(last["epoch"])) - since)


def package_line(one: Shelved, collect_more: float) -> PackageLine:
    """A package with its figures a class; one that is refused says why."""
    if one.package is None:
        return PackageLine(one.name, one.standing, one.fault or "", released_for=one.released_for)
    card, fault = one.package.card, one.fault or ""
    classes: tuple[ClassLine, ...] = ()
    try:
        classes = tuple(
            _class_line(card, code, each, collect_more) for code, each in class_figures(card, "int8").items()
        )
    except FiguresError as error:
        fault = fault or str(error)
    return PackageLine(
        one.name,
        one.standing,
        fault,
        card.family,
        measured_on(card) or "",
        classes,
        one.released_for,
        one.in_shadow_on,
        card_facts(one.package, one.signature),
    )


def _class_line(card: Card, code: str, each: ClassFigures, collect_more: float) -> ClassLine:
    thresholds = card.thresholds.get(code)
    return ClassLine(
        defect_name(code),
        each.recall_rate,
        each.precision_rate,
        each.recall is not None and each.recall < collect_more,
        card.smallest_found_px.get(code, 0.0),
        thresholds.threshold if thresholds is not None else None,
    )

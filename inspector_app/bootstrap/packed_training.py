"""A training that is done on another machine: packed here, trained there, taken back here.

HOME/training/NAME/ here:   packed.json   what was packed, and so what may come back
HOME/training/NAME/ there:  job.json      what it was sent; the rest is a training's folder as anywhere
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from inspector_app.bootstrap.training import Source, keep_source, source_told
from inspector_app.datasets.labelled import DatasetError
from inspector_app.datasets.new_folder import new_folder
from inspector_app.datasets.versions.reading import Version
from inspector_app.learning.crops.files import write_data_yaml
from inspector_app.learning.packed.job import JobTold, job_told, pack_job, plan_of, read_job
from inspector_app.learning.packed.restoring import portable
from inspector_app.learning.packed.result import read_result, take_result
from inspector_app.learning.packed.sealed import Sealed, opened
from inspector_app.learning.training.folder import checkpoint, family_of, is_finished, keep_family
from inspector_app.learning.training.plan import TrainingError, TrainingPlan
from inspector_app.settings.home import Home
from inspector_app.settings.whole_files import write_whole

_PACKED, _JOB = "packed.json", "job.json"


@dataclass(frozen=True, slots=True)
class Sent:
    """A job that lies ready on the machine that trains."""

    plan: TrainingPlan
    identity: str


def check_can_be_packed(plan: TrainingPlan, target: Path) -> None:
    """Raises TrainingError, before the crops are cut, where the job could not be packed."""
    portable(plan.family)
    if not target.parent.is_dir():
        raise TrainingError(f"{target.parent}: there is no such folder.")
    if (plan.work / "run").is_dir():
        raise TrainingError(
            f"the training {plan.work.name} has begun on this machine; give another one another name"
        )


def pack(target: Path, plan: TrainingPlan, version: Version | None, say: Callable[[str], None]) -> Sealed:
    """Packs a training whose crops are cut. Raises TrainingError where its file can't be written."""
    source = source_told(plan.work)
    if source is None:
        raise TrainingError(
            f"{plan.work}: nothing is known of its images; give another training another name"
        )
    keep_family(plan)
    content = version.manifest.content if version is not None else ""
    sealed = pack_job(target, plan, source.model_dump(mode="json"), content, say=say)
    write_whole(plan.work / _PACKED, sealed.model_dump_json().encode() + b"\n")
    return sealed


def unpack(archive: Path, home: Home, device: str) -> Sent:
    """Makes the folder of a sent training, where it isn't there yet. Raises TrainingError."""
    sealed, told = read_job(archive)
    work = home.path / "training" / told.name
    if (work / _PACKED).is_file():
        raise TrainingError(
            f"{told.name} was packed in this very home. Take the file to the other machine, or give another --home."
        )
    plan = plan_of(sealed, told, work, device)
    if not work.exists():
        try:
            with opened(archive, sealed, work.parent) as files, new_folder(work) as made:
                files.joinpath("crops").rename(made / "crops")
                for file in files.iterdir():
                    file.rename(made / file.name)
                keep_source(made, _source(told, archive))
                write_whole(made / _JOB, sealed.model_dump_json().encode() + b"\n")
        except DatasetError as error:
            raise TrainingError(str(error)) from error
    if _kept(work / _JOB).identity != sealed.identity:
        raise TrainingError(f"{work} is another training of this name. Remove it, or give another --home.")
    write_data_yaml(plan.data.parent, told.classes)  # names the folder, which a home may have been moved from
    return Sent(plan, sealed.identity)


def packed_here(archive: Path, home: Home) -> Path:
    """The folder of the training that a result says it is of. Raises TrainingError where none was packed here."""
    _, told = read_result(archive)
    work = home.path / "training" / told.name
    if work.parent != home.path / "training" or not (work / _PACKED).is_file():
        raise TrainingError(f"{archive}: no training {told.name[:80]!r} was packed in this home.")
    return work


def take(archive: Path, home: Home) -> Path:
    """Brings a trained network into the folder of the training that was packed; gives its checkpoint.

    Raises TrainingError for a file that is damaged, or answers another job.
    """
    work = packed_here(archive, home)
    sealed, told = read_result(archive)
    packed = _kept(work / _PACKED)
    job = job_told(packed, work / _PACKED)
    if told.job != packed.identity or told.family != family_of(work) or job.source != _told_here(work):
        raise TrainingError(
            f"{archive}: answers another job than the one that was packed last as {told.name}: its plan, its images "
            "or its crops are others."
        )
    if is_finished(work) or (work / "run").exists():
        raise TrainingError(
            f"{work}: has a trained network already. Pack it under another name to train it again."
        )
    take_result(archive, sealed, told, work, len(job.classes))
    return checkpoint(work)


def _source(told: JobTold, archive: Path) -> Source:
    try:
        return Source.model_validate(told.source)
    except ValidationError as error:
        raise TrainingError(f"{archive}: what it learns from can't be read: {error}") from error


def _told_here(work: Path) -> object:
    source = source_told(work)
    return None if source is None else source.model_dump(mode="json")


def _kept(path: Path) -> Sealed:
    try:
        return Sealed.model_validate_json(path.read_bytes())
    except OSError as error:
        raise TrainingError(
            f"{path.parent} is another training of this name, which was begun here."
        ) from error
    except ValidationError as error:
        raise TrainingError(f"{path}: damaged. Pack the training again under another name.") from error

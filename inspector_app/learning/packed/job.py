"""A training that is to be done elsewhere: its plan, its crops, its start weights, and where they are from."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from inspector_app.datasets.labelled import DatasetError
from inspector_app.datasets.names import check_classes
from inspector_app.learning.crops.files import DATA_YAML
from inspector_app.learning.packed.sealed import Sealed, check_room, read_list, size_of, write_sealed
from inspector_app.learning.training.plan import TrainingError, TrainingPlan

JOB = "training job"
MADE_BY = "inspector-app train --pack"
START = "start.safetensors"
_NAME = re.compile(r"[^/\\:\0.][^/\\:\0]{0,119}")
_CROP = re.compile(r"crops/(images|labels)/(train|val)/[\w.-]+\.(png|txt)")
_OF_THIS_MACHINE = ("data", "work", "start", "workers", "device")
_TOOLS = ("inspector-app", "torch", "ultralytics", "numpy")


class JobTold(BaseModel):
    """The facts of a job. source: what the training learns from, as its folder at home says."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str
    plan: dict[str, Any]
    classes: tuple[str, ...] = Field(min_length=1)
    source: dict[str, Any]
    content: str
    tools: dict[str, str]


def pack_job(
    target: Path, plan: TrainingPlan, source: Mapping[str, Any], content: str, *, say: Callable[[str], None]
) -> Sealed:
    """Writes the job of a plan whose crops are cut; size and free space are said first.

    content: hash of the frozen version, empty for generated boards. Raises TrainingError where it won't fit.
    """
    crops = plan.data.parent
    files = {f"crops/{path.relative_to(crops).as_posix()}": path for path in _crop_files(crops)}
    if plan.start is not None:
        files[START] = plan.start
    size = size_of(files)
    free = check_room(target, size)
    say(f"{target}: about {size / 1e6:,.1f} MB, of {free / 1e6:,.0f} MB that are free; {len(files):,} files")
    told = JobTold(
        name=plan.work.name,
        plan={key: value for key, value in asdict(plan).items() if key not in _OF_THIS_MACHINE},
        classes=classes_of(plan.data),
        source=dict(source),
        content=content,
        tools=tool_versions(),
    )
    return write_sealed(target, JOB, told.model_dump(mode="json"), files)


def read_job(archive: Path) -> tuple[Sealed, JobTold]:
    """What a job says of itself. Raises TrainingError for a file that is none, or can't be used here."""
    sealed = read_list(archive, JOB, MADE_BY)
    told = job_told(sealed, archive)
    foreign = [name for name in sealed.files if name != START and not _CROP.fullmatch(name)]
    if foreign:
        raise TrainingError(f"{archive}: holds {foreign[0][:80]!r}, which no job has. Pack it again.")
    return sealed, told


def job_told(sealed: Sealed, where: Path) -> JobTold:
    """The facts of a job. Raises TrainingError, naming the file, where they can't be those of one."""
    try:
        told = JobTold.model_validate(sealed.told)
        check_classes(told.classes, str(where))
    except (ValidationError, DatasetError) as error:
        raise TrainingError(f"{where}: can't be the job of a training: {error}") from error
    if not _NAME.fullmatch(told.name):
        raise TrainingError(f"{where}: {told.name!r} can't be the name of a training.")
    return told


def plan_of(sealed: Sealed, told: JobTold, work: Path, device: str) -> TrainingPlan:
    """The plan, on this machine. Raises TrainingError where it is of another version of the program."""
    here = {
        "data": work / "crops" / DATA_YAML,
        "work": work,
        "start": work / START if START in sealed.files else None,
        "device": device,
    }
    unknown = sorted(set(told.plan) - set(TrainingPlan.__dataclass_fields__))
    try:
        plan = TypeAdapter(TrainingPlan).validate_python({**told.plan, **here})
    except ValidationError as error:
        unknown = [".".join(map(str, one["loc"])) for one in error.errors()]
    if unknown:
        raise TrainingError(
            f"{work.name}: its plan is of another Inspector ({', '.join(unknown)}). Use the same version on both."
        )
    return plan


def classes_of(data_yaml: Path) -> tuple[str, ...]:
    """The classes of crops, in order."""
    names: dict[int, Any] = yaml.safe_load(data_yaml.read_text(encoding="utf-8"))["names"]
    return tuple(str(names[number]) for number in sorted(names))


def tool_versions() -> dict[str, str]:
    """Of the tools that train."""
    found = {}
    for name in _TOOLS:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            continue
    return found


def _crop_files(crops: Path) -> Sequence[Path]:
    """Pictures and labels; what ultralytics puts beside them (caches, which are pickles) stays at home."""
    kinds = {"images": ".png", "labels": ".txt"}
    return [
        path
        for kind, suffix in kinds.items()
        for path in sorted((crops / kind).rglob(f"*{suffix}"))
        if path.is_file()
    ]

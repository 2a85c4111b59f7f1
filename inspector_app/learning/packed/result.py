"""What comes back from another machine: plain weights, the curves, and what they were trained with."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from inspector_app.learning.families import detector
from inspector_app.learning.packed.job import tool_versions
from inspector_app.learning.packed.restoring import portable
from inspector_app.learning.packed.sealed import Sealed, check_room, opened, read_list, size_of, write_sealed
from inspector_app.learning.training.folder import (
    BEST,
    LAST,
    arguments,
    checkpoint,
    curves,
    device_of,
    mark_finished,
    read_arguments,
    results,
    write_device,
)
from inspector_app.learning.training.plan import TrainingError

RESULT = "trained network"
MADE_BY = "inspector-app training run"
_WEIGHTS, _CURVES = "weights.safetensors", "results.csv"
_LONGEST_CURVES = 16 << 20  # bytes
_LONGEST_DEVICE = 200
_PLAIN = (str, int, float, bool, type(None))


class ResultTold(BaseModel):
    """The facts of a result. job: identity of the job that it answers; chosen: which checkpoint was taken."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str
    job: str
    family: str
    chosen: str
    device: str
    tools: dict[str, str]
    arguments: dict[str, Any]


def pack_result(target: Path, work: Path, job: str, family: str) -> Sealed:
    """Writes the result of a finished training. Raises TrainingError where it won't fit."""
    told = ResultTold(
        name=work.name,
        job=job,
        family=family,
        chosen=checkpoint(work).name,
        device=device_of(work),
        tools=tool_versions(),
        arguments=_plain(read_arguments(work)),
    )
    with TemporaryDirectory(dir=work) as scratch:
        weights = Path(scratch) / _WEIGHTS
        detector(family).save_weights(checkpoint(work), weights)
        files = {_WEIGHTS: weights, _CURVES: results(work)}
        check_room(target, size_of(files))
        return write_sealed(target, RESULT, told.model_dump(mode="json"), files)


def read_result(archive: Path) -> tuple[Sealed, ResultTold]:
    """What a result says of itself. Raises TrainingError for a file that is none."""
    sealed = read_list(archive, RESULT, MADE_BY)
    try:
        told = ResultTold.model_validate(sealed.told)
    except ValidationError as error:
        raise TrainingError(f"{archive}: can't be the result of a training: {error}") from error
    if set(sealed.files) != {_WEIGHTS, _CURVES} or told.chosen not in {LAST, BEST}:
        raise TrainingError(f"{archive}: doesn't hold what the result of a training does. Copy it again.")
    return sealed, told


def take_result(archive: Path, sealed: Sealed, told: ResultTold, work: Path, classes: int) -> None:
    """Makes the run of a training's folder from a result, whole or not at all. Raises TrainingError."""
    family = portable(told.family)
    with opened(archive, sealed, work) as files, _unfinished(work) as made:
        if (files / _CURVES).stat().st_size > _LONGEST_CURVES:
            raise TrainingError(f"{archive}: its curves are no curves.")
        run = made / "run"
        (run / "weights").mkdir(parents=True)
        family.checkpoint_from(files / _WEIGHTS, classes, run / "weights" / told.chosen)
        shutil.copyfile(files / _CURVES, results(made))
        if not curves(made):
            raise TrainingError(f"{archive}: its curves can't be read.")
        arguments(made).write_text(json.dumps(_plain(told.arguments)), encoding="utf-8")  # JSON is YAML
        write_device(made, _elsewhere(told))
        mark_finished(made, told.chosen)
        run.rename(work / "run")


@contextmanager
def _unfinished(work: Path) -> Iterator[Path]:
    with TemporaryDirectory(dir=work, prefix=".taken-") as folder:
        yield Path(folder)


def _elsewhere(told: ResultTold) -> str:
    """On what, and with what, in one line of plain letters: it stands on a card."""
    said = f"{told.device}, another machine, torch {told.tools.get('torch', 'unknown')}"
    return "".join(letter for letter in said if letter.isprintable())[:_LONGEST_DEVICE]


def _plain(given: dict[str, Any]) -> dict[str, Any]:
    """Numbers and short words; paths of the other machine say nothing here."""
    return {
        key: value
        for key, value in given.items()
        if isinstance(value, _PLAIN) and not (isinstance(value, str) and ("/" in value or "\\" in value))
    }

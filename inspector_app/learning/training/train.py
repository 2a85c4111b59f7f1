"""A training from its plan to its checkpoint, whatever the family: begun, gone on with, given less memory, finished."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from inspector_app.learning.families import Detector, check_plan, detector
from inspector_app.learning.training.devices import chosen_device, device_words
from inspector_app.learning.training.folder import (
    BEST,
    LAST,
    checkpoint,
    is_finished,
    keep_family,
    mark_finished,
    newest,
    write_device,
)
from inspector_app.learning.training.memory_limit import no_more_than_is_free
from inspector_app.learning.training.plan import ShortOfMemoryError, Tell, TrainingError, TrainingPlan


def train(plan: TrainingPlan, *, progress: Path | None = None) -> Path:
    """Trains, or resumes where a checkpoint of this work folder exists; returns the final checkpoint.

    A training that is finished already is not done again.

    Progress goes to a file of JSON lines, one an epoch. Raises TrainingError where the plan can't be carried out.
    """
    if not plan.data.is_file():
        raise TrainingError(f"{plan.data}: no such dataset")
    check_plan(plan)
    keep_family(plan)
    if is_finished(plan.work) and checkpoint(plan.work).is_file():
        return checkpoint(plan.work)
    plan = replace(plan, device=chosen_device(plan.device))
    write_device(plan.work, device_words(plan.device))
    _train_in_memory(detector(plan.family), plan, _teller(progress))
    mark_finished(plan.work, BEST if plan.patience else LAST)
    return checkpoint(plan.work)


def _train_in_memory(family: Detector, plan: TrainingPlan, tell: Tell) -> None:
    """With half the crops a step each time that memory is short, to the last one."""
    while True:
        try:
            with no_more_than_is_free():
                return family.train(plan, resume=newest(plan.work).is_file(), tell=tell)
        except ShortOfMemoryError as error:
            if plan.batch == 1:
                raise TrainingError(
                    f"{error}: there is not enough memory to train {plan.family} on even one crop of {plan.size} px "
                    "at a time; close other programs, or take a smaller network"
                ) from error
            plan = replace(plan, batch=plan.batch // 2)
            sys.stderr.write(f"{error}; going on with {plan.batch} crops a step\n")


def _teller(progress: Path | None) -> Tell:
    def tell(epoch: int, epochs: int, figures: Mapping[str, float]) -> None:
        if progress is None:
            return
        line = {"at": datetime.now(UTC).isoformat(), "epoch": epoch, "epochs": epochs, **figures}
        with progress.open("a", encoding="utf-8") as file:
            file.write(json.dumps(line) + os.linesep)

    return tell

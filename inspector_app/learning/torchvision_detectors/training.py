"""The training of this package's networks: a checkpoint an epoch, so that a kill loses one epoch at most."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import Any

import numpy as np
import torch

from inspector_app.learning.torchvision_detectors.checkpoints import read_checkpoint, write_checkpoint
from inspector_app.learning.torchvision_detectors.crops import Crops, batches, read_crops
from inspector_app.learning.torchvision_detectors.epochs import Row, write_arguments, write_rows
from inspector_app.learning.torchvision_detectors.learner import Learner
from inspector_app.learning.torchvision_detectors.trainable import NewNetwork
from inspector_app.learning.torchvision_detectors.watching import watched
from inspector_app.learning.training.devices import use_every_core
from inspector_app.learning.training.folder import BEST, newest
from inspector_app.learning.training.plan import POSITION, Tell, TrainingError, TrainingPlan
from inspector_app.learning.training.start_weights import take_fitting_weights

MAP = "metrics/mAP50(B)"


def train(new_network: NewNetwork, plan: TrainingPlan, *, resume: bool, tell: Tell) -> None:
    """See `families.Detector.train`."""
    use_every_core()
    training = _Training(new_network, plan, read_crops(plan.data))
    if resume:
        training.resume()
    write_arguments(replace(plan, learning_rate=training.learner.highest_rate))
    write_rows(plan.work, training.rows)
    while not training.is_over:
        training.epoch(tell)


class _Training:
    """The epochs so far, and the network that they made."""

    def __init__(self, new_network: NewNetwork, plan: TrainingPlan, crops: Crops) -> None:
        self.plan = plan
        self.crops = crops
        self.rows: list[Row] = []
        torch.manual_seed(plan.seed)
        network = new_network(len(crops.classes))
        if plan.start is not None:
            take_fitting_weights(network, plan.start)
        self.learner = Learner(network, plan)
        self._started = time.monotonic()
        self._before = 0.0  # seconds of earlier starts

    @property
    def is_over(self) -> bool:
        """Whether epochs or minutes are used up, or it has not got better for as long as the plan has patience."""
        best = max(range(len(self.rows)), key=lambda at: self.rows[at][MAP], default=0)
        waited = len(self.rows) - 1 - best
        return self._gone(0) >= 1 or 0 < self.plan.patience <= waited

    def epoch(self, tell: Tell) -> None:
        """Learns from all crops once, looks at the validation part, and keeps what it came to."""
        number = len(self.rows) + 1
        losses = self._learn(number)
        figures = watched(self.learner.averaged, self.crops.validation, self.crops.classes)
        self.rows.append({"epoch": number, "time": self._seconds, **losses, **figures, "lr/pg0": self._rate})
        self._keep()
        tell(number, self._epochs, figures)

    def resume(self) -> None:
        """Takes up the newest checkpoint. Raises TrainingError for one of another network."""
        path = newest(self.plan.work)
        state = read_checkpoint(path)
        if state["family"] != self.plan.family or state["classes"] != list(self.crops.classes):
            raise TrainingError(
                f"{path}: is of other classes or another family; give the training another name"
            )
        self.learner.resume(state["learner"])
        self.rows = state["rows"]
        self._before = self.rows[-1]["time"]

    def _learn(self, number: int) -> dict[str, float]:
        """Mean losses of an epoch. All chance comes from seed and epoch: one that is done again goes as before."""
        plan = self.plan
        torch.manual_seed(plan.seed * 100_003 + number)
        draw = torch.Generator().manual_seed(plan.seed * 100_003 + number)
        chance = np.random.default_rng((plan.seed, number))
        totals: dict[str, float] = {}
        steps, planned = 0, max(1, len(self.crops.train) // plan.batch)
        for batch in batches(self.crops.train, plan.batch, chance, flip=POSITION in plan.augment):
            for name, loss in self.learner.step(batch, self._gone(steps / planned), draw).items():
                totals[name] = totals.get(name, 0.0) + loss
            steps += 1
            if plan.minutes is not None and self._gone(0) >= 1:
                break
        return {f"train/{name}_loss": total / steps for name, total in totals.items()}

    def _gone(self, of_epoch: float) -> float:
        """The share of the training that lies behind, by its time where it has a limit, else by its epochs."""
        if self.plan.minutes is not None:
            return self._seconds / (60 * self.plan.minutes)
        return (len(self.rows) + of_epoch) / self.plan.epochs

    @property
    def _seconds(self) -> float:
        return self._before + time.monotonic() - self._started

    @property
    def _rate(self) -> float:
        return self.learner.rate(self._gone(0))

    @property
    def _epochs(self) -> int:
        """Planned by now."""
        gone = self._gone(0)
        return max(len(self.rows), round(len(self.rows) / gone)) if gone < 1 else len(self.rows)

    def _keep(self) -> None:
        """The checkpoint first: a table that lags behind is written anew from it."""
        state: dict[str, Any] = {
            "family": self.plan.family,
            "classes": list(self.crops.classes),
            "rows": self.rows,
            "learner": self.learner.state(),
        }
        if self.rows[-1][MAP] >= max(row[MAP] for row in self.rows):
            write_checkpoint(newest(self.plan.work).with_name(BEST), state)
        write_checkpoint(newest(self.plan.work), state)
        write_rows(self.plan.work, self.rows)

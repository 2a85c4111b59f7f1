"""Training the crop network: a checkpoint an epoch, so that a kill loses one epoch at most."""

from __future__ import annotations

import json
import math
import os
import pickle
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch

from inspector_app.datasets.formats.deeppcb import TYPES
from inspector_app.imaging.proposal_crops import CROP_SIDE
from inspector_app.learning.proposals.batches import Batch, batches
from inspector_app.learning.proposals.network import CropNetwork, loss
from inspector_app.learning.proposals.samples import (
    Board,
    both,
    drawn_samples,
    proposal_samples,
    some,
    thinned,
)

_WARM_UP_STEPS = 100
_AVERAGED_OVER = 0.996  # weights that are kept are a moving average of those that learn

Watch = Callable[[CropNetwork, int], dict[str, float]]


class TrainingError(Exception):
    """A training that can't go on; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Plan:
    """How long and how fast to learn; the same plan gives the same samples in the same order."""

    epochs: int = 30
    batch: int = 128
    learning_rate: float = 2e-3
    weight_decay: float = 0.03
    seed: int = 1
    share: float = 1.0
    """Of all samples, how many an epoch shows; small epochs make checkpoints frequent."""
    minutes: float | None = None
    """It ends by then at the latest, with the learning rate falling to fit."""
    threads: int = 1
    """Beside other work one does more in a second of the CPU's time than two: five times as much was measured, since
    threads wait for each other."""


def train(
    boards: Sequence[Board],
    plan: Plan,
    folder: Path,
    watch: Watch | None = None,
    say: Callable[[str], None] = print,
    *,
    start: CropNetwork | None = None,
) -> CropNetwork:
    """Trains, or goes on from the folder's checkpoint; the averaged network, ready to be asked.

    start: a network to begin with instead of a random one.
    Writes `checkpoint.pt` and a line of `curve.jsonl` an epoch. Raises TrainingError where the folder holds the
    checkpoint of another plan.
    """
    folder.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(plan.threads)
    torch.manual_seed(plan.seed)
    learner = _Learner(plan, start)
    learner.resume(folder / "checkpoint.pt")
    proposed = proposal_samples(boards)
    for epoch in range(learner.done, plan.epochs):
        if learner.time_is_up:
            break
        chance = np.random.default_rng((plan.seed, epoch))
        samples = some(both(thinned(proposed, chance), drawn_samples(boards, chance)), plan.share, chance)
        steps = len(samples) // plan.batch
        if not steps:
            raise TrainingError(f"{len(samples)} samples do not fill a batch of {plan.batch}")
        started = time.monotonic()
        total = sum(
            learner.step(batch, (epoch + number / steps) / plan.epochs)
            for number, batch in enumerate(batches(boards, samples, plan.batch, chance))
        )
        line = {"epoch": epoch + 1, "loss": total / steps, "seconds": time.monotonic() - started}
        learner.done = epoch + 1
        learner.save(folder / "checkpoint.pt")
        if watch is not None:
            line |= watch(learner.averaged.eval(), epoch + 1)
        _append(folder / "curve.jsonl", line)
        say(json.dumps(line))
    network: CropNetwork = learner.averaged.eval()
    return network


class _Learner:
    """Weights that learn, their average, and the optimiser."""

    def __init__(self, plan: Plan, start: CropNetwork | None) -> None:
        self.plan = plan
        self.done = 0
        self.network = new_network()
        if start is not None:
            self.network.load_state_dict(start.state_dict())
        self.averaged = new_network()
        self.averaged.load_state_dict(self.network.state_dict())
        self.steps = 0
        self.seconds = 0.0
        decayed = [weight for weight in self.network.parameters() if weight.ndim > 1]
        others = [weight for weight in self.network.parameters() if weight.ndim <= 1]
        groups = [
            {"params": decayed, "weight_decay": plan.weight_decay},
            {"params": others, "weight_decay": 0.0},
        ]
        self.optimiser = torch.optim.AdamW(groups, lr=plan.learning_rate)

    def step(self, batch: Batch, done: float) -> float:
        """Learns from one batch; `done` is the share of the planned epochs that lies behind."""
        started = time.monotonic()
        self.network.train()
        done = min(1.0, max(done, self._time_passed()))
        rate = self.plan.learning_rate * (0.01 + 0.99 * (1 + math.cos(math.pi * done)) / 2)
        for group in self.optimiser.param_groups:
            group["lr"] = rate * min(1.0, (self.steps + 1) / _WARM_UP_STEPS)
        with torch.autocast("cpu", dtype=torch.bfloat16):
            raw = self.network(as_input(batch.crops))
        value = loss(raw.float(), torch.from_numpy(batch.edges), torch.from_numpy(batch.label))
        self.optimiser.zero_grad(set_to_none=True)
        value.backward()
        torch.nn.utils.clip_grad_norm_(self.network.parameters(), 5.0)
        self.optimiser.step()
        self.steps += 1
        self._average()
        self.seconds += time.monotonic() - started
        return float(value.detach())

    @property
    def time_is_up(self) -> bool:
        """Whether the plan's minutes, if it has a number of them, are over."""
        return self._time_passed() >= 1

    def _time_passed(self) -> float:
        return 0.0 if self.plan.minutes is None else self.seconds / (60 * self.plan.minutes)

    def _average(self) -> None:
        keep = min(_AVERAGED_OVER, self.steps / (self.steps + 20))
        with torch.no_grad():
            for mean, new in zip(
                self.averaged.state_dict().values(), self.network.state_dict().values(), strict=True
            ):
                if mean.is_floating_point():
                    mean.lerp_(new, 1 - keep)
                else:
                    mean.copy_(new)

    def save(self, path: Path) -> None:
        """Whole or not at all: a checkpoint cut off could not be gone on from."""
        unfinished = path.with_name(path.name + ".part")
        state = {
            "plan": asdict(self.plan),
            "done": self.done,
            "steps": self.steps,
            "seconds": self.seconds,
            "network": self.network.state_dict(),
            "averaged": self.averaged.state_dict(),
            "optimiser": self.optimiser.state_dict(),
        }
        torch.save(state, unfinished)
        unfinished.replace(path)

    def resume(self, path: Path) -> None:
        """Goes on where the checkpoint was, if there is one; raises TrainingError."""
        if not path.exists():
            return
        try:
            state = torch.load(path, map_location="cpu", weights_only=True)
        except (OSError, EOFError, RuntimeError, pickle.UnpicklingError) as error:
            raise TrainingError(f"{path}: cannot be read; remove it to begin anew") from error
        if state["plan"] != asdict(self.plan):
            raise TrainingError(f"{path}: is of another training; remove it, or choose another name")
        self.done, self.steps, self.seconds = state["done"], state["steps"], state["seconds"]
        self.network.load_state_dict(state["network"])
        self.averaged.load_state_dict(state["averaged"])
        self.optimiser.load_state_dict(state["optimiser"])


def new_network() -> CropNetwork:
    """A network for the set's types, in the layout that a CPU is fastest with."""
    network: CropNetwork = CropNetwork(len(TYPES), CROP_SIDE).to(memory_format=torch.channels_last)
    return network


def as_input(crops: Any) -> Any:
    """Crops (N, S, S, 3) uint8 as the network takes them: (N, 3, S, S), 0 to 1, channels last in memory."""
    return torch.from_numpy(crops).permute(0, 3, 1, 2).float().div_(255)


def _append(path: Path, line: dict[str, Any]) -> None:
    with path.open("a", encoding="utf-8") as file:
        file.write(json.dumps(line) + os.linesep)

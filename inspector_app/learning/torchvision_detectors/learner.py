"""A network that learns step by step: the optimiser, the learning rate's schedule, and the averaged weights."""

from __future__ import annotations

import math
from typing import Any

import torch
from torch.optim.swa_utils import AveragedModel

from inspector_app.learning.torchvision_detectors.crops import Batch
from inspector_app.learning.training.augmenting import augment
from inspector_app.learning.training.devices import is_short_of_memory
from inspector_app.learning.training.plan import ShortOfMemoryError, TrainingError, TrainingPlan

LOWEST_RATE = 0.02  # of the highest
WEIGHT_DECAY = 0.03
_WARM_UP = 0.03  # of the training
_AVERAGED_OVER = 0.998
_LONGEST_STEP = 10.0  # of all gradients together; a first step may otherwise throw a transformer off for good


class Learner:
    """Learns from batches; what it came to is the moving average of its weights."""

    def __init__(self, network: Any, plan: TrainingPlan) -> None:
        """network: see Trainable; its first plan.freeze layers stay as they are."""
        self.plan = plan
        self.device = torch.device(plan.device)
        self.highest_rate = _highest_rate(network, plan)
        self.steps = 0
        self.network = network.to(self.device, memory_format=torch.channels_last)
        self._averaged = AveragedModel(self.network, avg_fn=_moving_average, use_buffers=True)
        self.averaged.to(memory_format=torch.channels_last)
        for layer in self._frozen:
            layer.requires_grad_(False)
        learning = [weight for weight in self.network.parameters() if weight.requires_grad]
        groups = [
            {"params": [weight for weight in learning if weight.ndim > 1], "weight_decay": WEIGHT_DECAY},
            {"params": [weight for weight in learning if weight.ndim <= 1], "weight_decay": 0.0},
        ]
        self._optimiser = torch.optim.AdamW(groups, lr=self.highest_rate)

    @property
    def averaged(self) -> Any:
        """The network that is watched, exported and gone on from."""
        return self._averaged.module

    def step(self, batch: Batch, gone: float, draw: torch.Generator) -> dict[str, float]:
        """Learns from one batch; gone: share of the training that lies behind. The losses by name.

        Raises ShortOfMemoryError.
        """
        for group in self._optimiser.param_groups:
            group["lr"] = self.rate(gone)
        self.network.train()
        for layer in self._frozen:
            layer.eval()  # their normalisation stays as well
        try:
            losses = self._learn(batch, draw)
        except (RuntimeError, MemoryError) as error:
            if is_short_of_memory(error):
                raise ShortOfMemoryError(
                    f"a step of {self.plan.batch} crops does not fit into memory"
                ) from error
            raise
        self.steps += 1
        self._averaged.update_parameters(self.network)
        return losses

    def rate(self, gone: float) -> float:
        """The learning rate: a short rise, then a cosine down."""
        falling = LOWEST_RATE + (1 - LOWEST_RATE) * (1 + math.cos(math.pi * min(1.0, gone))) / 2
        return self.highest_rate * falling * min(1.0, 0.05 + gone / _WARM_UP)

    def state(self) -> dict[str, Any]:
        """All that `resume` needs, for a checkpoint."""
        return {
            "steps": self.steps,
            "network": self.network.state_dict(),
            "averaged": self.averaged.state_dict(),
            "optimiser": self._optimiser.state_dict(),
        }

    def resume(self, state: dict[str, Any]) -> None:
        """Goes on as if it had never been stopped."""
        self.steps = state["steps"]
        self.network.load_state_dict(state["network"])
        self.averaged.load_state_dict(state["averaged"])
        self._averaged.n_averaged.fill_(self.steps)
        self._optimiser.load_state_dict(state["optimiser"])

    @property
    def _frozen(self) -> list[Any]:
        layers: list[Any] = self.network.layers()
        return layers[: self.plan.freeze]

    def _learn(self, batch: Batch, draw: torch.Generator) -> dict[str, float]:
        images = augment(batch.images, self.plan.changes, draw, compares=self.plan.compares).to(self.device)
        targets = [{name: value.to(self.device) for name, value in one.items()} for one in batch.targets]
        losses = self.network.losses(images.contiguous(memory_format=torch.channels_last), targets)
        total = sum(losses.values())
        if not bool(torch.isfinite(total)):
            raise TrainingError(
                "the training came apart: its losses are no numbers any more. Begin again with half the learning rate"
            )
        self._optimiser.zero_grad(set_to_none=True)
        total.backward()
        torch.nn.utils.clip_grad_norm_(self.network.parameters(), _LONGEST_STEP)
        self._optimiser.step()
        return {name: float(loss.detach()) for name, loss in losses.items()}


def _highest_rate(network: Any, plan: TrainingPlan) -> float:
    """The plan's learning rate, else the one that the network does well with."""
    rate: float = plan.learning_rate if plan.learning_rate is not None else network.LEARNING_RATE
    return rate


def _moving_average(mean: torch.Tensor, new: torch.Tensor, steps: torch.Tensor | int) -> torch.Tensor:
    """Short at first, so that what a random network was is soon forgotten; counters are taken as they are."""
    if not mean.is_floating_point():
        return new
    keep = min(_AVERAGED_OVER, (1 + int(steps)) / (10 + int(steps)))
    return mean.lerp(new, 1 - keep)

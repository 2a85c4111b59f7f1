"""One run of a trainer of ultralytics: begun or gone on with, told of, and short of memory in words of ours."""

from __future__ import annotations

from typing import Any

from inspector_app.learning.training.devices import is_short_of_memory
from inspector_app.learning.training.folder import newest, read_arguments, seconds_used
from inspector_app.learning.training.plan import ShortOfMemoryError, Tell, TrainingPlan
from inspector_app.learning.ultralytics_detectors.arguments import resuming


def run(trainer_class: Any, plan: TrainingPlan, begin: dict[str, Any] | None, tell: Tell) -> None:
    """Trains to the plan's end. begin: the arguments of a new training, None to go on. Raises ShortOfMemoryError."""
    if begin is None and _at_its_end(plan):
        return
    try:
        trainer = trainer_class(overrides=resuming(plan) if begin is None else begin)
        trainer.start_weights = plan.start
        trainer.use(plan.changes, plan.seed, compares=plan.compares)
        trainer.add_callback("on_fit_epoch_end", lambda running: _tell(running, tell))
        trainer.train()
    except (RuntimeError, MemoryError) as error:
        if is_short_of_memory(error):
            raise ShortOfMemoryError(f"a step of {plan.batch} crops does not fit into memory") from error
        raise


def _at_its_end(plan: TrainingPlan) -> bool:
    """Whether nothing is left to do: the process was killed after its last epoch, before it could say so."""
    import torch  # noqa: PLC0415 - heavy, and optional

    # our own checkpoint: a pickle is never read on a station
    epoch = torch.load(newest(plan.work), map_location="cpu", weights_only=False)["epoch"]
    given = read_arguments(plan.work)
    minutes = plan.minutes or (given.get("time") or 0) * 60
    if epoch < 0:  # what only training needs is out of it already
        return True
    return seconds_used(plan.work) >= minutes * 60 if minutes else epoch + 1 >= int(given["epochs"])


def _tell(trainer: Any, tell: Tell) -> None:
    figures = {key: float(value) for key, value in trainer.metrics.items()}
    tell(trainer.epoch + 1, trainer.epochs, figures)

"""What can be done with a frozen version and with a training."""

from __future__ import annotations

from collections.abc import Callable

from inspector_app.model_packages.card import ENSEMBLE, PROPOSALS
from inspector_app.ui.learning.dialogs.job_dialog import AllowDialog
from inspector_app.ui.learning.dialogs.training_dialogs import Choices, QuantiseDialog, TrainDialog
from inspector_app.ui.learning.doing import Doing
from inspector_app.ui.learning.permission import asks_engineer
from inspector_app.ui.learning.ports import TrainingLine, VersionLine, Wish

_WITHOUT_WEIGHTS = (ENSEMBLE, PROPOSALS)
"""Families whose packages no training goes on from."""


def train(doing: Doing, entry: VersionLine) -> None:
    """Asks how to train on a version."""
    overview, desk = doing.overview, doing.desk
    if overview is None or desk is None:
        return
    packages = tuple(
        one.name for one in overview.packages if not one.fault and one.family not in _WITHOUT_WEIGHTS
    )
    choices = Choices(overview.families, packages, frozenset(one.name for one in overview.trainings))

    def begin(wish: Wish, failed: Callable[[str], None], done: Callable[[], None]) -> None:
        doing.start(lambda: desk.start(wish), wish.name, failed, done, select=f"training {wish.name}")

    doing.show(TrainDialog(entry, choices, doing.mode(), begin, doing.commands, parent=doing.window))


def resume(doing: Doing, entry: TrainingLine) -> None:
    """Goes on with a training; asks only where an engineer has to say so."""
    desk = doing.desk
    if desk is None:
        return
    name = entry.name

    def begin(by: str, failed: Callable[[str], None], done: Callable[[], None]) -> None:
        doing.start(lambda: desk.resume(name, by), name, failed, done, select=f"training {name}")

    if asks_engineer(doing.mode()):
        doing.show(AllowDialog(f"Resume {name}", doing.mode(), begin, doing.commands, doing.window))
    else:
        begin("", doing.note.error, lambda: None)


def quantise(doing: Doing, entry: TrainingLine) -> None:
    """Asks for the recipe, then makes a package of a training."""
    overview, desk = doing.overview, doing.desk
    if overview is None or desk is None:
        return
    name = entry.name

    def begin(
        chosen: tuple[str | None, str], failed: Callable[[str], None], done: Callable[[], None]
    ) -> None:
        doing.start(lambda: desk.quantise(name, *chosen), name, failed, done, select=f"training {name}")

    doing.show(
        QuantiseDialog(name, overview.recipes, doing.mode(), begin, doing.commands, parent=doing.window)
    )


def stop(doing: Doing, entry: TrainingLine) -> None:
    """Ends the job of a training."""
    desk = doing.desk
    if desk is not None:
        doing.note.info(f"Stopping {entry.name} …")
        doing.start(
            lambda: desk.cancel(entry.name), entry.name, doing.note.error, lambda: None, "stopped",
            select=f"training {entry.name}",
        )  # fmt: skip

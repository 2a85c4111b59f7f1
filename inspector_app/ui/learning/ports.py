"""What the learning screen shows and asks for, as plain values. `bootstrap` brings the real desk, tests bring fakes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, Protocol

from inspector_app.quality.rates import Rate

TrainingState = Literal["running", "quantising", "stopped", "finished"]


@dataclass(frozen=True, slots=True)
class VersionLine:
    """A frozen version (`housings@1`); images and uses by part of the split; trouble: why it can't be used."""

    reference: str
    images: Mapping[str, int]
    uses: Mapping[str, int]
    at: str = ""
    by: str = ""
    note: str = ""
    warnings: tuple[str, ...] = ()
    trouble: str = ""


@dataclass(frozen=True, slots=True)
class DatasetLine:
    """A dataset, its images that can still change, its versions."""

    name: str
    images: int
    in_vault: int
    versions: tuple[VersionLine, ...]
    trouble: str = ""


@dataclass(frozen=True, slots=True)
class EpochLine:
    """One epoch: mean losses on the two parts, mAP at IoU 0.5 on crops of the validation part."""

    number: int
    training_loss: float
    validation_loss: float
    map50: float


@dataclass(frozen=True, slots=True)
class TrainingLine:
    """A training that was begun. trouble: with what words its last job ended, where it failed.

    epochs_planned and seconds_left are 0 and None until the first epoch has told. doing: what its job does now.
    """

    name: str
    state: TrainingState
    dataset: str = "generated boards"
    family: str = ""
    epochs: tuple[EpochLine, ...] = ()
    epochs_planned: int = 0
    seconds_left: float | None = None
    doing: str = ""
    warning: str = ""
    trouble: str = ""


@dataclass(frozen=True, slots=True)
class ClassLine:
    """One defect class of a package, measured on images that it had not seen."""

    name: str
    recall: Rate
    precision: Rate
    collect_more: bool


@dataclass(frozen=True, slots=True)
class PackageLine:
    """A model package. fault: why it is refused; release: the command that asks whether it is ready."""

    name: str
    standing: str
    fault: str = ""
    family: str = ""
    measured_on: str = ""
    classes: tuple[ClassLine, ...] = ()
    release: str = ""


@dataclass(frozen=True, slots=True)
class Overview:
    """All that there is. no_torch: what to do before anything can be trained here; empty where it can."""

    datasets: tuple[DatasetLine, ...]
    trainings: tuple[TrainingLine, ...]
    packages: tuple[PackageLine, ...]
    families: tuple[str, ...]
    recipes: tuple[str, ...] = ()
    no_torch: str = ""
    trouble: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Wish:
    """A training to begin. start: a package to go on from, or None; allowed_by: who said so in auto-reject."""

    name: str
    dataset: str
    family: str
    minutes: int
    start: str | None = None
    allowed_by: str = ""


class LearningDesk(Protocol):
    """Every method may take a while: call them from a worker. Each raises an exception whose text is a sentence."""

    def overview(self) -> Overview:
        """Everything, packages verified."""

    def trainings(self) -> tuple[TrainingLine, ...]:
        """The trainings alone; quick enough to be asked every two seconds."""

    def start(self, wish: Wish) -> None:
        """Begins a training as a job; refused where a job runs already."""

    def resume(self, name: str, allowed_by: str = "") -> None:
        """Goes on from the last checkpoint of a training."""

    def quantise(self, name: str, recipe: str | None, allowed_by: str = "") -> None:
        """Makes an INT8 package of a finished training, as a job, by a recipe's tolerances and costs or by none."""

    def cancel(self, name: str) -> None:
        """Ends the job of a training, and waits until it has ended."""

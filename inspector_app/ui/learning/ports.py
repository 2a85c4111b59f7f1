"""What the learning screen shows and asks for, as plain values. `bootstrap` brings the real desk, tests bring fakes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, Protocol

from inspector_app.quality.rates import Rate
from inspector_app.ui.learning.answers import ChangedAnswer, JobAnswer
from inspector_app.ui.learning.wishes import JobWish

TrainingState = Literal["running", "quantising", "stopped", "finished"]
JobState = Literal["running", "done", "failed", "stopped"]


@dataclass(frozen=True, slots=True)
class VersionLine:
    """A frozen version (`housings@1`); images and uses by part of the split; trouble: why it can't be used.

    open_errors: of the check that it was frozen with; unapproved: classes that nobody has approved.
    """

    reference: str
    images: Mapping[str, int]
    uses: Mapping[str, int]
    at: str = ""
    by: str = ""
    note: str = ""
    warnings: tuple[str, ...] = ()
    trouble: str = ""
    open_errors: tuple[str, ...] = ()
    unapproved: tuple[str, ...] = ()


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
    """One defect class of a package, measured on images that it had not seen.

    smallest_px: the long side from which it is found, in px of the network's input; 0 where the card says none.
    """

    name: str
    recall: Rate
    precision: Rate
    collect_more: bool
    smallest_px: float = 0.0
    threshold: float | None = None


@dataclass(frozen=True, slots=True)
class PackageLine:
    """A model package. fault: why it is refused; released_for: lines on which it is in force.

    facts: the rest of its card in words, by what they are.
    """

    name: str
    standing: str
    fault: str = ""
    family: str = ""
    measured_on: str = ""
    classes: tuple[ClassLine, ...] = ()
    released_for: tuple[str, ...] = ()
    in_shadow_on: tuple[str, ...] = ()
    facts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class KnownSetLine:
    """The known set of a recipe. at: its newest run, empty where there was none; changed: what nobody has accepted.

    folder: where its images lie; views: of the recipe, by name.
    """

    recipe: str
    images: int
    at: str = ""
    changed: tuple[ChangedAnswer, ...] = ()
    folder: str = ""
    trouble: str = ""
    views: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ProductLine:
    """A line that packages are released for: its product, the recipes that inspect it, what is released there."""

    name: str
    recipes: tuple[str, ...] = ()
    released: str = ""


@dataclass(frozen=True, slots=True)
class JobLine:
    """A job other than a training, running or ended. at: when it was begun; by whom in auto-reject: allowed_by.

    doing, done, total: how far it is, in what; seconds_left: None where nobody knows. trouble: why it failed, as a
    sentence. answer: where it is done.
    """

    wish: JobWish
    state: JobState
    at: str
    doing: str = ""
    done: int = 0
    total: int = 0
    seconds_left: float | None = None
    trouble: str = ""
    answer: JobAnswer | None = None


@dataclass(frozen=True, slots=True)
class Formats:
    """Names of the formats of labelled images that are read, and that are written."""

    read: tuple[str, ...] = ()
    written: tuple[str, ...] = ()


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
    jobs: tuple[JobLine, ...] = ()
    known_sets: tuple[KnownSetLine, ...] = ()
    lines: tuple[ProductLine, ...] = ()
    people: tuple[str, ...] = ()
    formats: Formats = Formats()

    def job(self, kind: str, subject: str) -> JobLine | None:
        """The newest job of this kind about this."""
        found = (one for one in self.jobs if (one.wish.kind, one.wish.subject) == (kind, subject))
        return next(found, None)


@dataclass(frozen=True, slots=True)
class Wish:
    """A training to begin. start: a package to go on from, or None; allowed_by: who said so in auto-reject.

    errors_accepted_by, reason: who accepts the open errors of the version, and why.
    """

    name: str
    dataset: str
    family: str
    minutes: int
    start: str | None = None
    allowed_by: str = ""
    errors_accepted_by: str = ""
    reason: str = ""


class LearningDesk(Protocol):
    """Every method may take a while: call them from a worker. Each raises an exception whose text is a sentence."""

    def overview(self) -> Overview:
        """Everything, packages verified."""

    def trainings(self) -> tuple[TrainingLine, ...]:
        """The trainings alone; quick enough to be asked every two seconds."""

    def jobs(self) -> tuple[JobLine, ...]:
        """All other jobs, newest first; as quick."""

    def begin(self, wish: JobWish, allowed_by: str = "") -> None:
        """Begins a job; refused where one about the same thing runs already."""

    def stop(self, wish: JobWish) -> None:
        """Ends a job, and waits until it has ended; nothing half done stays."""

    def forget(self, wish: JobWish) -> None:
        """A job that has ended is listed no more."""

    def recognise(self, source: str) -> str:
        """In what format a folder or ZIP is, in words; raises with a sentence where that can't be told."""

    def start(self, wish: Wish) -> None:
        """Begins a training as a job; refused where a job runs already."""

    def resume(self, name: str, allowed_by: str = "") -> None:
        """Goes on from the last checkpoint of a training."""

    def quantise(self, name: str, recipe: str | None, allowed_by: str = "") -> None:
        """Makes an INT8 package of a finished training, as a job, by a recipe's tolerances and costs or by none."""

    def cancel(self, name: str) -> None:
        """Ends the job of a training, and waits until it has ended."""

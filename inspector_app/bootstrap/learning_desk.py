"""Serves the learning screen: what a home has, and the jobs that make more of it."""

from __future__ import annotations

from inspector_app.bootstrap.dataset_listing import listed_datasets
from inspector_app.bootstrap.home_jobs import HomeJobs
from inspector_app.bootstrap.job_records import read_record
from inspector_app.bootstrap.known_set_lines import known_set_lines
from inspector_app.bootstrap.learning_lines import dataset_line, package_line, training_line
from inspector_app.bootstrap.model_shelf import list_packages
from inspector_app.bootstrap.product_lines import product_lines
from inspector_app.bootstrap.source_format import recognised
from inspector_app.bootstrap.training import learns_from, sees_goldens
from inspector_app.bootstrap.training_env import SET_UP, python_with_torch
from inspector_app.bootstrap.training_jobs import Command, JobError, TrainingJobs, was_begun
from inspector_app.datasets.catalogue.keeping import read_catalogue
from inspector_app.datasets.formats.known import NAMES, WRITTEN
from inspector_app.datasets.labelled import DatasetError
from inspector_app.inspection.recipes import RECIPE_FILE, UNFINISHED
from inspector_app.learning.families import FAMILIES
from inspector_app.learning.training.folder import family_of
from inspector_app.release.history import HistoryError
from inspector_app.settings.home import Home
from inspector_app.settings.settings_file import load_settings
from inspector_app.settings.station import Settings
from inspector_app.ui.learning.ports import (
    DatasetLine,
    Formats,
    JobLine,
    Overview,
    PackageLine,
    ProductLine,
    TrainingLine,
    Wish,
)
from inspector_app.ui.learning.wishes import JobWish


class HomeLearningDesk:
    """`LearningDesk` on a home. command: turns words of the program into a command line; tests bring their own."""

    def __init__(self, home: Home, command: Command | None = None, others: Command | None = None) -> None:
        """command: for trainings; others: for all other jobs."""
        self._home = home
        self._jobs = TrainingJobs(home, command)
        self._others = HomeJobs(home, others)
        self._trains = command is not None

    def overview(self) -> Overview:
        """Everything; what can't be read is named and hides nothing else."""
        settings = load_settings(self._home).settings
        packages, trouble = self._packages(settings.release_collect_more)
        datasets, damage = self._datasets(settings)
        return Overview(
            datasets=datasets,
            trainings=self.trainings(),
            packages=packages,
            families=tuple(FAMILIES),
            recipes=self._recipes(),
            no_torch="" if self._trains or python_with_torch() else SET_UP,
            trouble=(*trouble, *damage),
            jobs=self.jobs(),
            known_sets=known_set_lines(self._home),
            lines=self._lines(),
            people=settings.operators,
            formats=Formats(NAMES, WRITTEN),
        )

    def trainings(self) -> tuple[TrainingLine, ...]:
        """Each as it is now."""
        jobs = self._jobs
        return tuple(training_line(jobs.folder / name, jobs.running(name)) for name in jobs.names())

    def jobs(self) -> tuple[JobLine, ...]:
        """All jobs but trainings."""
        return self._others.all()

    def begin(self, wish: JobWish, allowed_by: str = "") -> None:
        """Begins such a job."""
        self._others.begin(wish, allowed_by)

    def stop(self, wish: JobWish) -> None:
        """Ends it."""
        self._others.stop(wish)

    def forget(self, wish: JobWish) -> None:
        """Lists it no more."""
        self._others.forget(wish)

    def recognise(self, source: str) -> str:
        """In what format a folder or ZIP is."""
        return recognised(source)

    def start(self, wish: Wish) -> None:
        """Begins a training. Raises JobError where its name is taken or another job runs."""
        work = self._jobs.folder / wish.name
        if was_begun(work):
            raise JobError(f"There is a training {wish.name} already: resume it, or choose another name.")
        words = ["--name", wish.name, "--data", wish.dataset, "--family", wish.family]
        words += ["--minutes", str(wish.minutes), *(("--start", wish.start) if wish.start else ())]
        if wish.errors_accepted_by:
            words += [f"--open-errors-accepted-by={wish.errors_accepted_by}", f"--reason={wish.reason}"]
        self._jobs.begin(wish.name, "train", words, wish.allowed_by)

    def resume(self, name: str, allowed_by: str = "") -> None:
        """Goes on with a training, by the words that it was begun with."""
        record = read_record(self._jobs.folder / name, "train")
        words = record.words if record is not None and record.words else self._words_of(name)
        self._jobs.begin(name, "train", words, allowed_by)

    def quantise(self, name: str, recipe: str | None, allowed_by: str = "") -> None:
        """Makes the package of a training."""
        words = ["--name", name, *(("--recipe", recipe) if recipe is not None else ())]
        self._jobs.begin(name, "quantize", words, allowed_by)

    def cancel(self, name: str) -> None:
        """Ends the job of a training."""
        self._jobs.cancel(name)

    def _words_of(self, name: str) -> list[str]:
        """Of a training that was begun at the command line: what its folder says of it."""
        work = self._jobs.folder / name
        words = ["--name", name, "--family", family_of(work)]
        dataset = learns_from(work)
        if dataset is not None:
            words += ["--data", dataset, "--with-golden" if sees_goldens(work) else "--image-alone"]
        return words

    def _lines(self) -> tuple[ProductLine, ...]:
        try:
            return product_lines(self._home)
        except HistoryError:  # said already, where the packages are listed
            return ()

    def _recipes(self) -> tuple[str, ...]:
        folders = (path.parent.name for path in self._home.recipes.glob(f"*/{RECIPE_FILE}"))
        return tuple(sorted(name for name in folders if not name.startswith(UNFINISHED)))

    def _datasets(self, settings: Settings) -> tuple[tuple[DatasetLine, ...], tuple[str, ...]]:
        listed = listed_datasets(self._home, settings)
        try:
            catalogue, damage = read_catalogue(self._home), ()
        except DatasetError as error:
            return tuple(dataset_line(one, None) for one in listed), (str(error),)
        return tuple(dataset_line(one, catalogue) for one in listed), damage

    def _packages(self, collect_more: float) -> tuple[tuple[PackageLine, ...], tuple[str, ...]]:
        try:
            shelved = list_packages(self._home)
        except HistoryError as error:
            return (), (str(error),)
        return tuple(package_line(one, collect_more) for one in shelved), ()

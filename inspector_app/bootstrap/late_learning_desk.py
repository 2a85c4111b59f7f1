"""The learning desk, made when somebody first looks at the learning screen: its parts take a second to import."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from inspector_app.settings.home import Home

if TYPE_CHECKING:
    from inspector_app.bootstrap.learning_desk import HomeLearningDesk
    from inspector_app.ui.learning.ports import JobLine, Overview, TrainingLine, Wish
    from inspector_app.ui.learning.wishes import JobWish


class LateLearningDesk:
    """Serves `LearningDesk` by another that is made at its first use, in the worker that uses it."""

    def __init__(self, home: Home) -> None:
        self._home = home

    @cached_property
    def _desk(self) -> HomeLearningDesk:
        from inspector_app.bootstrap.learning_desk import HomeLearningDesk  # noqa: PLC0415

        return HomeLearningDesk(self._home)

    def overview(self) -> Overview:
        """Everything that there is."""
        return self._desk.overview()

    def trainings(self) -> tuple[TrainingLine, ...]:
        """The trainings alone."""
        return self._desk.trainings()

    def jobs(self) -> tuple[JobLine, ...]:
        """All other jobs."""
        return self._desk.jobs()

    def begin(self, wish: JobWish, allowed_by: str = "") -> None:
        """Begins another job."""
        self._desk.begin(wish, allowed_by)

    def stop(self, wish: JobWish) -> None:
        """Ends it."""
        self._desk.stop(wish)

    def forget(self, wish: JobWish) -> None:
        """Lists it no more."""
        self._desk.forget(wish)

    def recognise(self, source: str) -> str:
        """In what format a folder or ZIP is."""
        return self._desk.recognise(source)

    def start(self, wish: Wish) -> None:
        """Begins a training."""
        self._desk.start(wish)

    def resume(self, name: str, allowed_by: str = "") -> None:
        """Goes on with a training."""
        self._desk.resume(name, allowed_by)

    def quantise(self, name: str, recipe: str | None, allowed_by: str = "") -> None:
        """Makes a package."""
        self._desk.quantise(name, recipe, allowed_by)

    def cancel(self, name: str) -> None:
        """Ends a job."""
        self._desk.cancel(name)

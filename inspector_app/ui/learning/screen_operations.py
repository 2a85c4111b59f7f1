"""What the keys of the learning screen do: with what is selected, with jobs, and along the path of a dataset."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from inspector_app.ui.learning import dataset_operations as datasets
from inspector_app.ui.learning import package_operations as packages
from inspector_app.ui.learning import training_operations as trainings
from inspector_app.ui.learning.detail import running_job
from inspector_app.ui.learning.guide import Step, next_step, steps_of
from inspector_app.ui.learning.inventory import DATASETS, Entry, key_of
from inspector_app.ui.learning.ports import DatasetLine, JobLine, TrainingLine, VersionLine
from inspector_app.ui.learning.screen_actions import ENTRY_ACTIONS, action_of, imports_package, why_not
from inspector_app.ui.learning.shown_files import concerns_of, report_of
from inspector_app.ui.learning.wishes import ImportWish, PackageImportWish

if TYPE_CHECKING:
    from inspector_app.ui.learning.learning_screen import LearningScreen


class ScreenOperations(QObject):
    """The keys by name."""

    def __init__(self, screen: LearningScreen) -> None:
        super().__init__(screen)
        self._screen, self._doing = screen, screen.doing
        self._asked = ""
        self._wanted = ""
        self._keys: dict[str, Callable[[], None]] = {
            "I": self.import_something, "X": self.cancel, "P": self.show_files, "Enter": self.next,
            "8": lambda: self._move(-1), "Up": lambda: self._move(-1),
            "2": lambda: self._move(1), "Down": lambda: self._move(1),
            "PageDown": lambda: screen.detail.turn(1), "PageUp": lambda: screen.detail.turn(-1),
        }  # fmt: skip

    def key(self, name: str) -> bool:
        """A key or its button; True where it meant something here."""
        screen = self._screen
        if screen.views.currentWidget() is not screen.detail:
            return self._key_in_view(name)
        if name == "Esc":
            screen.left.emit()
            return True
        if name in self._keys:
            self._keys[name]()
            return True
        return self._act(name)

    def forget_question(self) -> None:
        """The second press would not be of the same person any more."""
        self._asked = ""

    def import_something(self) -> None:
        """Images, or at a package the file of one."""
        if self._doing.overview is None:
            return
        if imports_package(self._entry):
            packages.import_file(self._doing)
        else:
            datasets.import_images(self._doing)

    def next(self) -> None:
        """The next step of a dataset's path, from anywhere on it; of a job that failed, the same question again."""
        entry, overview = self._entry, self._doing.overview
        if entry == DATASETS:
            self.import_something()
        elif isinstance(entry, JobLine):
            self._again(entry)
        elif isinstance(entry, DatasetLine) and overview is not None:
            step = next_step(steps_of(entry, overview))
            if step is None:
                self._doing.note.info("Nothing is to be done here now.")
            else:
                self._step(step, entry)
        elif isinstance(entry, VersionLine):
            self._act("A" if entry.unapproved else "T")
        elif isinstance(entry, TrainingLine):
            self._act("R" if entry.state == "stopped" else "Q")

    def show_files(self) -> None:
        """The images that were found, or the newest report."""
        screen, overview = self._screen, self._doing.overview
        if overview is None:
            return
        concerns, report = concerns_of(self._entry, overview), report_of(self._entry, overview)
        if concerns:
            screen.findings.show_concerns(concerns)
            screen.show_view(screen.findings)
        elif report is not None:
            screen.paper.open(report)
            screen.show_view(screen.paper)
        else:
            self._doing.note.info(
                "There is nothing to show of this: check a dataset (C), or draw a report (V)."
            )

    def cancel(self) -> None:
        """Stops what works on the selected entry, at the second press; takes an ended job off the list."""
        entry, overview = self._entry, self._doing.overview
        if overview is None:
            return
        job = running_job(entry, overview)
        if isinstance(entry, JobLine) and job is None:
            self._forget(entry)
            return
        works = isinstance(entry, TrainingLine) and entry.state in {"running", "quantising"}
        if job is None and not works:
            self._doing.note.info("Choose something that a job works on first.")
            return
        name = job.wish.title if job is not None else key_of(entry)
        if self._asked != name:
            self._asked = name
            lost = "Nothing half done stays." if job is not None else "The epoch in work is lost, no more."
            self._doing.note.info(f"Press X once more to stop it. {lost}")
            return
        self._asked = ""
        if job is not None:
            self._stop(job)
        elif isinstance(entry, TrainingLine):
            trainings.stop(self._doing, entry)

    def select_made(self, ended: Iterable[JobLine], selected: str) -> None:
        """What an import made is selected as soon as it is listed, where its job was looked at."""
        for job in ended:
            if job.state == "done" and selected == key_of(job) and isinstance(job.wish, ImportWish):
                self._wanted = f"dataset {job.wish.name}"

    def select_waiting(self) -> None:
        """After everything was read anew."""
        if self._wanted and self._screen.list.choose(self._wanted):
            self._wanted = ""

    @property
    def _entry(self) -> Entry | None:
        return self._screen.list.entry

    def _key_in_view(self, name: str) -> bool:
        screen = self._screen
        if name == "Esc":
            screen.show_view(screen.detail)
        elif screen.views.currentWidget() is screen.findings:
            screen.findings.go(name)
        elif screen.views.currentWidget() is screen.paper:
            {"S": screen.paper.save, "P": screen.paper.print}.get(name, lambda: None)()
        return not name.startswith("F") or len(name) == 1

    def _act(self, key: str) -> bool:
        action, overview = action_of(self._entry, key), self._doing.overview
        if action is None or overview is None:
            return action is not None
        if not isinstance(self._entry, action.kind) or not action.can(self._entry, overview):
            self._doing.note.info(why_not(action, self._entry, overview))
            return True
        self._asked = ""
        action.do(self._doing, self._entry)
        return True

    def _step(self, step: Step, entry: DatasetLine) -> None:
        overview = self._doing.overview
        if overview is None:
            return
        subject: Entry | None = entry
        if step.action in {"train", "approve"}:
            subject = entry.versions[0] if entry.versions else None
        elif step.action in {"resume", "quantise"}:
            subject = next((one for one in overview.trainings if one.name == step.subject), None)
        action = next((one for one in ENTRY_ACTIONS if one.name == step.action), None)
        if action is None or not isinstance(subject, action.kind):
            return
        if action.can(subject, overview):
            action.do(self._doing, subject)
        else:
            self._doing.note.info(why_not(action, subject, overview))

    def _again(self, job: JobLine) -> None:
        if job.state == "running":
            self._doing.note.info("It runs. X stops it.")
        elif isinstance(job.wish, ImportWish):
            datasets.import_images(self._doing, job.wish)
        elif isinstance(job.wish, PackageImportWish):
            packages.import_file(self._doing)
        else:
            self._doing.begin_now(job.wish)

    def _stop(self, job: JobLine) -> None:
        desk = self._doing.desk
        if desk is not None:
            self._doing.note.info(f"Stopping “{job.wish.title}” …")
            self._doing.start(
                lambda: desk.stop(job.wish), job.wish.title, self._doing.note.error, lambda: None, "stopped"
            )

    def _forget(self, job: JobLine) -> None:
        desk = self._doing.desk
        if desk is not None:
            self._doing.start(
                lambda: desk.forget(job.wish), job.wish.title, self._doing.note.error, lambda: None,
                "taken off the list",
            )  # fmt: skip

    def _move(self, step: int) -> None:
        self._asked = ""
        self._screen.list.move_by(step)

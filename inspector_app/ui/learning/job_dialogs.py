"""Starting a training, and the engineer's word where the line is in auto-reject."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtWidgets import QCheckBox, QComboBox, QLabel, QLineEdit, QSpinBox, QWidget

from inspector_app.domain.recipe import Mode
from inspector_app.ui.commands import Commands
from inspector_app.ui.keys.field_guard import FieldGuard
from inspector_app.ui.learning.permission import asks_engineer
from inspector_app.ui.learning.ports import VersionLine, Wish
from inspector_app.ui.learning.words.markup import counted
from inspector_app.ui.shift.form_dialog import FormDialog, Maker

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
_ABOUT = "Low priority; goes on when this window is closed. Networks: n is small and fast, m is large."
_WIDTH = 720
_SAYS_SO = "An engineer says so"
_TICK = (
    "QCheckBox::indicator { width: 30px; height: 30px; border: 2px solid #C4C4C4; background: #2E2E2E; }"
    "QCheckBox::indicator:checked { background: #56B4E9; } QCheckBox { spacing: 12px; font-weight: bold; }"
)
_NO_RECIPE = "none: every labelled defect counts, sizes in px"
_ABOUT_RECIPE = (
    "With a recipe its tolerances, scale and costs count. On a line that a package was not measured for "
    "it starts in shadow."
)
_SCRATCH = "from scratch"
_USUAL_MINUTES, _MOST_MINUTES = 45, 7 * 24 * 60

Begin = Callable[[Any, Callable[[str], None], Callable[[], None]], None]
"""Begins a job with what was typed, then calls one of the two: what failed, as a sentence, or that it runs."""


class JobDialog(FormDialog):
    """Fields of a job; in auto-reject a tick and a name more. It stays open until the job runs."""

    def __init__(
        self, title: str, accept: str, mode: Mode | None, begin: Begin, commands: Commands, *, parent: QWidget,
        heavy: bool = True,
    ) -> None:  # fmt: skip
        """heavy: whether the job takes so much processor time that an engineer has to say so in auto-reject."""
        super().__init__(title, accept, commands, parent)
        self._begin = begin
        self.reason = asks_engineer(mode) if heavy else ""
        self.setMinimumWidth(_WIDTH)

    def add_permission(self) -> None:
        """The last rows, where they are needed; made last, so that the first field is the one to type into."""
        self.allowed = QCheckBox(_SAYS_SO, self)
        self.allowed.toggled.connect(lambda on: self.allowed.setText(f"✓ {_SAYS_SO}" if on else _SAYS_SO))
        self.allowed.setStyleSheet(_TICK)
        self.engineer = QLineEdit(self)
        self.engineer.setPlaceholderText("Name of the engineer; kept with the job")
        FieldGuard(self.engineer)
        for widget in (self.allowed, self.engineer):
            widget.setVisible(bool(self.reason))
        if self.reason:
            why = QLabel(self.reason, self)
            why.setWordWrap(True)
            self.form.addRow("", why)
            self.form.addRow("", self.allowed)
            self.form.addRow("Engineer", self.engineer)

    def command(self) -> Maker | None:
        """Nothing is sent to the line."""
        return None

    def asked(self, allowed_by: str) -> Any:  # noqa: ANN401 - each dialog has its own, and its `begin` knows it
        """What to begin with; None where a field is not right (and `fail` has said so)."""
        return allowed_by

    def submit(self) -> None:
        """Begins the job."""
        name = self.engineer.text().strip()
        if self.reason and not (self.allowed.isChecked() and name):
            self.fail(f"{self.reason} An engineer has to tick that, with a name.")
            return
        asked = self.asked(name if self.reason else "")
        if asked is None or not self.ok.isEnabled():
            return
        self.ok.setEnabled(False)
        self._begin(asked, self.fail, self.accept)


class AllowDialog(JobDialog):
    """Only the engineer's word: for going on with a training."""

    def __init__(
        self, title: str, mode: Mode | None, begin: Begin, commands: Commands, parent: QWidget
    ) -> None:
        super().__init__(title, f"{title}  (Enter)", mode, begin, commands, parent=parent)
        self.add_permission()


class QuantiseDialog(JobDialog):
    """By which recipe a package is made and measured."""

    def __init__(
        self, name: str, recipes: tuple[str, ...], mode: Mode | None, begin: Begin, commands: Commands, *,
        parent: QWidget,
    ) -> None:  # fmt: skip
        super().__init__(f"Quantise {name}", "Quantise  (Enter)", mode, begin, commands, parent=parent)
        self.recipe = QComboBox(self)
        self.recipe.addItems((_NO_RECIPE, *recipes))
        about = QLabel(_ABOUT_RECIPE, self)
        about.setWordWrap(True)
        self.form.addRow("Recipe", self.recipe)
        self.form.addRow("", about)
        self.add_permission()

    def asked(self, allowed_by: str) -> tuple[str | None, str]:
        """The recipe, and who allowed it."""
        recipe = self.recipe.currentText()
        return None if recipe == _NO_RECIPE else recipe, allowed_by


@dataclass(frozen=True, slots=True)
class Choices:
    """What can be trained, and what it can go on from."""

    families: tuple[str, ...]
    packages: tuple[str, ...]
    taken: frozenset[str] = frozenset()
    """Names of trainings that there are."""

    def free_name(self, dataset: str) -> str:
        """A name for a training on this version that no other has."""
        first = dataset.replace("@", "-v")
        later = (f"{first}-{number}" for number in range(2, len(self.taken) + 3))
        return next(name for name in (first, *later) if name not in self.taken)


class TrainDialog(JobDialog):
    """A training on a frozen version."""

    def __init__(
        self, version: VersionLine, choices: Choices, mode: Mode | None, begin: Begin, commands: Commands, *,
        parent: QWidget,
    ) -> None:  # fmt: skip
        dataset = version.reference
        super().__init__(f"Train on {dataset}", "Train  (Enter)", mode, begin, commands, parent=parent)
        self._dataset = dataset
        self.name = QLineEdit(choices.free_name(dataset), self)
        self.name.setMaxLength(64)
        FieldGuard(self.name)
        self.family = QComboBox(self)
        self.family.addItems(choices.families)
        self.minutes = QSpinBox(self)
        self.minutes.setRange(1, _MOST_MINUTES)
        self.minutes.setValue(_USUAL_MINUTES)
        self.minutes.setSuffix(" min")
        self.start = QComboBox(self)
        self.start.addItems((_SCRATCH, *choices.packages))
        about = QLabel(_ABOUT, self)
        about.setWordWrap(True)
        for label, field in (
            ("Name", self.name), ("Network", self.family), ("Time limit", self.minutes),
            ("Goes on from", self.start), ("", about),
        ):  # fmt: skip
            self.form.addRow(label, field)
        self._add_acceptance(version)
        self.add_permission()

    def _add_acceptance(self, version: VersionLine) -> None:
        """Who accepts the open errors of the version; not asked where there are none."""
        self.accepts, self.why = QLineEdit(self), QLineEdit(self)
        self.accepts.setPlaceholderText("Name; stays on the model's card")
        self.why.setPlaceholderText("Why it may be trained in spite of them")
        for field in (self.accepts, self.why):
            FieldGuard(field)
            field.setVisible(bool(version.open_errors))
        self._errors = len(version.open_errors)
        if self._errors:
            said = QLabel(
                f"The version was frozen with {counted(self._errors, 'open error')} of its check.", self
            )
            said.setWordWrap(True)
            for label, row in (("", said), ("Accepted by", self.accepts), ("Why", self.why)):
                self.form.addRow(label, row)

    def asked(self, allowed_by: str) -> Wish | None:
        """The training."""
        name = self.name.text().strip()
        if not _NAME.fullmatch(name):
            self.fail("A name of letters, digits, dots, dashes or underscores, please; it becomes a folder.")
            return None
        accepts, why = self.accepts.text().strip(), self.why.text().strip()
        if self._errors and not (accepts and why):
            self.fail("Who accepts the open errors, and why? Or mend them, and freeze again.")
            return None
        start = self.start.currentText()
        return Wish(
            name, self._dataset, self.family.currentText(), self.minutes.value(),
            None if start == _SCRATCH else start, allowed_by, accepts, why,
        )  # fmt: skip

"""Starting a training, and making a package of one."""

from __future__ import annotations

import re
from dataclasses import dataclass

from PySide6.QtWidgets import QComboBox, QSpinBox, QWidget

from inspector_app.domain.recipe import Mode
from inspector_app.ui.commands import Commands
from inspector_app.ui.learning.dialogs.fields import about, text_field
from inspector_app.ui.learning.dialogs.job_dialog import Begin, JobDialog
from inspector_app.ui.learning.ports import VersionLine, Wish
from inspector_app.ui.learning.words.markup import counted

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
_OTHER = re.compile(r"[^A-Za-z0-9._-]+")
_ABOUT = "Low priority; goes on when this window is closed. Networks: n is small and fast, m is large."
_NO_RECIPE = "none: every labelled defect counts, sizes in px"
_ABOUT_RECIPE = (
    "With a recipe its tolerances, scale and costs count. On a line that a package was not measured for "
    "it starts in shadow."
)
_SCRATCH = "from scratch"
_SHOWN_ERRORS = 3
_USUAL_MINUTES, _MOST_MINUTES = 45, 7 * 24 * 60


class QuantiseDialog(JobDialog):
    """By which recipe a package is made and measured."""

    def __init__(
        self, name: str, recipes: tuple[str, ...], mode: Mode | None, begin: Begin, commands: Commands, *,
        parent: QWidget,
    ) -> None:  # fmt: skip
        super().__init__(f"Quantise {name}", "Quantise  (Enter)", mode, begin, commands, parent=parent)
        self.recipe = QComboBox(self)
        self.recipe.addItems((_NO_RECIPE, *recipes))
        self.form.addRow("Recipe", self.recipe)
        self.form.addRow("", about(self, _ABOUT_RECIPE))
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
        # names of trainings become folders, names of datasets may be of any script
        first = _OTHER.sub("-", dataset.replace("@", "-v")).strip("-.")[:56] or "model"
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
        self.name = text_field(self, choices.free_name(dataset), longest=64)
        self.family = QComboBox(self)
        self.family.addItems(choices.families)
        self.minutes = QSpinBox(self)
        self.minutes.setRange(1, _MOST_MINUTES)
        self.minutes.setValue(_USUAL_MINUTES)
        self.minutes.setSuffix(" min")
        self.start = QComboBox(self)
        self.start.addItems((_SCRATCH, *choices.packages))
        for label, field in (
            ("Name", self.name), ("Network", self.family), ("Time limit", self.minutes),
            ("Goes on from", self.start), ("", about(self, _ABOUT)),
        ):  # fmt: skip
            self.form.addRow(label, field)
        self._add_acceptance(version)
        self.add_permission()

    def _add_acceptance(self, version: VersionLine) -> None:
        """Who accepts the open errors of the version; not asked where there are none."""
        self.accepts = text_field(self, "", "Name; stays on the model's card")
        self.why = text_field(self, "", "Why it may be trained in spite of them")
        for field in (self.accepts, self.why):
            field.setVisible(bool(version.open_errors))
        self._errors = len(version.open_errors)
        if self._errors:
            shown = "; ".join(version.open_errors[:_SHOWN_ERRORS])
            more = "; and more" if self._errors > _SHOWN_ERRORS else ""
            said = about(
                self,
                f"The version was frozen with {counted(self._errors, 'open error')} of its check: {shown}{more}",
            )
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

"""Releasing and taking back packages, and accepting the answers of a known set: what somebody does by name."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox, QComboBox, QWidget

from inspector_app.ui.learning.answers import ReleaseAnswer
from inspector_app.ui.learning.dialogs.fields import (
    FilesField,
    about,
    choice_field,
    person_field,
    text_field,
    tick_field,
)
from inspector_app.ui.learning.dialogs.wish_dialog import NotRightError, WishDialog, filled
from inspector_app.ui.learning.doing import Doing
from inspector_app.ui.learning.ports import KnownSetLine, Overview, PackageLine
from inspector_app.ui.learning.wishes import (
    GatesWish,
    JobWish,
    KnownAcceptWish,
    KnownAddWish,
    ReleaseWish,
    RollbackWish,
)

_ABOUT_GATES = "Golden answers and latency are measured on this PC now; nothing is released by it."
_ABOUT_RELEASE = (
    "The gates are measured once more. A signed copy of the package becomes the released one; names and reasons stay "
    "in the history for good."
)
_SHOWS = (("good parts", "good"), ("borderline parts", "borderline"), ("bad parts", "bad"))
_ABOUT_KNOWN = "They are copied into the recipe; what is answered today must stay, or be accepted by name."
_ABOUT_WAIVER = "Gates are missed that only a QA lead may let through:"


class GatesDialog(WishDialog):
    """For which line."""

    def __init__(self, one: PackageLine, overview: Overview, doing: Doing, parent: QWidget) -> None:
        super().__init__(
            f"Is {one.name} ready?", "Measure the gates  (Enter)", doing.mode(), doing.begin, doing.commands,
            parent=parent,
        )  # fmt: skip
        self._package = one.name
        self.line = _line_field(self, overview)
        self.form.addRow("Line", self.line)
        self.form.addRow("", about(self, _ABOUT_GATES))
        self.add_permission()

    def wish(self) -> GatesWish:
        """A line has to be named."""
        return GatesWish(package=self._package, line=filled(self.line.currentText(), "The line: a product"))


class SignedDialog(WishDialog):
    """Something that somebody does by name, and why."""

    def __init__(
        self,
        title: str,
        accept: str,
        people: tuple[str, ...],
        doing: Doing,
        parent: QWidget,
        *,
        heavy: bool = False,
    ) -> None:
        super().__init__(
            title, f"{accept}  (Enter)", doing.mode(), doing.begin, doing.commands, parent=parent, heavy=heavy
        )
        self.people = people
        self.by = person_field(self, people)
        self.why = text_field(self, "", "Why; kept for good")

    def add_who(self) -> None:
        """Name and reason as rows."""
        self.form.addRow("Name", self.by)
        self.form.addRow("Reason", self.why)

    def who(self) -> tuple[str, str]:
        """Raises NotRightError where either is missing."""
        return filled(self.by.currentText(), "Your name"), filled(self.why.text(), "A reason")


class ReleaseDialog(SignedDialog):
    """After the gates: who, why, which recipes; and the QA lead where a gate is missed."""

    def __init__(
        self, wish: GatesWish, gates: ReleaseAnswer, overview: Overview, doing: Doing, parent: QWidget
    ) -> None:
        super().__init__(
            f"Release {wish.package} for {wish.line}", "Release", overview.people, doing, parent, heavy=True
        )
        self._gates, self._wish = gates, wish
        self.add_who()
        recipes = next((line.recipes for line in overview.lines if line.name == wish.line), ())
        self.recipes: dict[str, QCheckBox] = {
            name: tick_field(self, f"Put recipe {name} over to it") for name in recipes
        }
        for tick in self.recipes.values():
            self.form.addRow("", tick)
        self.form.addRow("", about(self, _ABOUT_RELEASE))
        self.qa_lead = person_field(self, overview.people)
        self.waiver = text_field(self, "", "Why it may go out in spite of them")
        missed = [gate.name for gate in gates.gates if not gate.passed]
        if missed:
            shown = ", ".join(missed[:4]) + (f" and {len(missed) - 4} more" if len(missed) > 4 else "")
            self.form.addRow("", about(self, f"{_ABOUT_WAIVER} {shown}."))
            self.form.addRow("QA lead", self.qa_lead)
            self.form.addRow("Why", self.waiver)
        for field in (self.qa_lead, self.waiver):
            field.setVisible(bool(missed))
        self.add_permission()

    def wish(self) -> ReleaseWish:
        """A QA lead's words are needed where a gate is missed."""
        by, reason = self.who()
        lead = waiver = ""
        if any(not gate.passed for gate in self._gates.gates):
            lead = filled(self.qa_lead.currentText(), "The name of the QA lead who lets it through")
            waiver = filled(self.waiver.text(), "Why the QA lead lets it through")
        recipes = tuple(name for name, tick in self.recipes.items() if tick.isChecked())
        return ReleaseWish(
            package=self._wish.package, line=self._wish.line, by=by, reason=reason, qa_lead=lead, waiver=waiver,
            recipes=recipes,
        )  # fmt: skip


class LineDialog(SignedDialog):
    """Taking a release back, or letting a package out of shadow: which line, who, why."""

    def __init__(
        self, one: PackageLine, lines: tuple[str, ...], overview: Overview, doing: Doing, parent: QWidget, *,
        leave_shadow: bool,
    ) -> None:  # fmt: skip
        title = f"Let {one.name} out of shadow" if leave_shadow else f"Back to the release before {one.name}"
        accept = "Let it out" if leave_shadow else "Roll back"
        super().__init__(title, accept, overview.people, doing, parent)
        self._package, self._leave_shadow = one.name, leave_shadow
        self.line = choice_field(self, [(line, line) for line in lines])
        self.form.addRow("Line", self.line)
        self.add_who()
        self.add_permission()

    def wish(self) -> JobWish:
        """Who and why are kept for good."""
        by, reason = self.who()
        line = filled(str(self.line.currentData() or ""), "A line on which it is released")
        if self._leave_shadow:
            return ReleaseWish(package=self._package, line=line, by=by, reason=reason, leave_shadow=True)
        return RollbackWish(package=self._package, line=line, by=by, reason=reason)


class KnownAddDialog(WishDialog):
    """Which images, and what they show."""

    def __init__(self, one: KnownSetLine, doing: Doing, parent: QWidget) -> None:
        super().__init__(
            f"Add to the known set of {one.recipe}", "Add  (Enter)", doing.mode(), doing.begin, doing.commands,
            parent=parent, heavy=False,
        )  # fmt: skip
        self._recipe = one.recipe
        self.files = FilesField(self, "Images (*.png *.jpg *.jpeg *.bmp *.tif *.tiff *.webp)")
        self.shows = choice_field(self, _SHOWS)
        self.view = choice_field(self, [(name, str(number)) for number, name in enumerate(one.views, 1)])
        for label, field in (
            ("Images", self.files), ("They show", self.shows), ("View", self.view), ("", about(self, _ABOUT_KNOWN)),
        ):  # fmt: skip
            self.form.addRow(label, field)
        self.add_permission()

    def wish(self) -> KnownAddWish:
        """Images have to be chosen."""
        if not self.files.files:
            raise NotRightError("Choose images of one view first.")
        return KnownAddWish(
            recipe=self._recipe, images=self.files.files, shows=self.shows.currentData(),
            view=int(self.view.currentData() or 1),
        )  # fmt: skip


class AcceptDialog(SignedDialog):
    """Who accepts the changed answers of a known set, and why."""

    def __init__(
        self, recipe: str, changed: int, people: tuple[str, ...], doing: Doing, parent: QWidget
    ) -> None:
        super().__init__(f"Accept {changed} answers of {recipe}", "Accept", people, doing, parent)
        self._recipe = recipe
        self.form.addRow(
            "", about(self, "What the newest run answered holds from now on. The line is READY then.")
        )
        self.add_who()
        self.add_permission()

    def wish(self) -> KnownAcceptWish:
        """Who and why are kept for good."""
        by, reason = self.who()
        return KnownAcceptWish(recipe=self._recipe, by=by, reason=reason)


def _line_field(parent: QWidget, overview: Overview) -> QComboBox:
    box = QComboBox(parent)
    box.addItems([line.name for line in overview.lines])
    box.setEditable(True)
    return box

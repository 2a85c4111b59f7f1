"""A dialog that begins a job, and the engineer's word where the line is in auto-reject."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget

from inspector_app.domain.recipe import Mode
from inspector_app.ui.commands import Commands
from inspector_app.ui.learning.dialogs.fields import about, text_field, tick_field
from inspector_app.ui.learning.permission import asks_engineer
from inspector_app.ui.shift.form_dialog import FormDialog, Maker

_WIDTH = 720
_SAYS_SO = "An engineer says so"

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
        self.allowed = tick_field(self, _SAYS_SO)
        self.engineer = text_field(self, "", "Name of the engineer; kept with the job")
        for widget in (self.allowed, self.engineer):
            widget.setVisible(bool(self.reason))
        if self.reason:
            self.form.addRow("", about(self, self.reason))
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

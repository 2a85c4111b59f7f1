"""Going up needs a name and a reason; the line judges the conditions once more."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from inspector_app.domain.messages import SetMode
from inspector_app.release.mode_standing import ModeStanding
from inspector_app.ui.commands import Commands
from inspector_app.ui.shift.form_dialog import FormDialog, Maker

_LONGEST = 200


class UpDialog(FormDialog):
    """One field: why."""

    def __init__(
        self, standing: ModeStanding, person: str, commands: Commands, parent: QWidget | None = None
    ) -> None:
        wanted = standing.next.value if standing.next is not None else ""
        super().__init__(f"Up to {wanted}", f"Up to {wanted}  (Enter)", commands, parent)
        self._standing, self._who = standing, person
        self.reason = QLineEdit(self)
        self.reason.setMaxLength(_LONGEST)
        self.reason.setPlaceholderText("Kept for good, with what the conditions were")
        self.form.addRow("Why", self.reason)
        self.form.addRow("", QLabel(f"By {person} (not authenticated), from the next part on.", self))

    @property
    def unsent(self) -> str:
        """The reason."""
        return self.reason.text().strip()

    def command(self) -> Maker | None:
        """The change, with the counts that it is judged by."""
        wanted, reason = self._standing.next, self.reason.text().strip()
        if wanted is None or not reason:
            self.fail("Say why: the reason is kept.")
            return None
        evidence, who = self._standing.evidence, self._who
        return lambda key: SetMode(command_id=key, mode=wanted, person=who, reason=reason, evidence=evidence)

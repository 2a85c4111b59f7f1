"""Starting and ending a shift."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, tzinfo

from PySide6.QtWidgets import QComboBox, QLabel, QPlainTextEdit, QSpinBox, QWidget

from inspector_app.domain.messages import EndShift, LineState, StartShift
from inspector_app.domain.shift import ShiftInfo
from inspector_app.ui.bench.words import clock
from inspector_app.ui.commands import Commands
from inspector_app.ui.keys.field_guard import FieldGuard
from inspector_app.ui.ports import Site
from inspector_app.ui.shift.form_dialog import FormDialog, Maker

_MOST_PARTS = 200_000
_SCANNED = "That was a scan; it belongs into the lot (F6), so nothing was written here."


class StartShiftDialog(FormDialog):
    """Name, operator from the list, plan."""

    def __init__(self, site: Site, commands: Commands, parent: QWidget | None = None) -> None:
        super().__init__("Start a shift", "Start the shift  (Enter)", commands, parent)
        self.name = QComboBox(self)
        self.name.addItems(site.shift_names)
        self.name.setCurrentText(shift_by_clock(site.shift_names, site.zone))
        self.operator = people_box(site.people, None, self)
        self.plan = QSpinBox(self)
        self.plan.setRange(0, _MOST_PARTS)
        self.plan.setSingleStep(100)
        self.plan.setSpecialValueText("no plan")
        self.plan.setSuffix(" parts")
        self.form.addRow("Shift", self.name)
        self.form.addRow("Operator", self.operator)
        self.form.addRow("", QLabel("Names come from a list and are not authenticated.", self))
        self.form.addRow("Plan", self.plan)

    def command(self) -> Maker | None:
        """Starts the shift."""
        operator, name = self.operator.currentText().strip(), self.name.currentText().strip()
        if not operator or not name:
            self.fail("A shift needs a name and an operator.")
            return None
        planned = self.plan.value() or None
        return lambda key: StartShift(command_id=key, name=name, operator=operator, planned_parts=planned)


class EndShiftDialog(FormDialog):
    """What the shift leaves behind, and notes for the next one."""

    def __init__(
        self,
        shift: ShiftInfo,
        state: LineState,
        zone: tzinfo,
        commands: Commands,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("End the shift", "End the shift  (Tab, Enter)", commands, parent)
        counters = state.counters
        self.summary = QLabel(
            f"{shift.name}, {shift.operator} (not authenticated), since {clock(shift.started_at, zone)}: "
            f"{counters.inspected} inspected, {counters.passed} good, {counters.failed} failed, "
            f"{counters.review} for review.",
            self,
        )
        self.summary.setWordWrap(True)
        self.left_over = QLabel(_left_over(state), self)
        self.left_over.setWordWrap(True)
        self.notes = QPlainTextEdit(self)
        self.notes.setTabChangesFocus(True)
        self.notes.setPlaceholderText("Notes for the next shift")
        self.notes.setFixedHeight(120)
        self.notes.textChanged.connect(self.error.hide)
        FieldGuard(self.notes).scanned.connect(lambda _text: self.fail(_SCANNED))
        self.form.addRow(self.summary)
        self.form.addRow(self.left_over)
        self.form.addRow("Notes", self.notes)

    @property
    def unsent(self) -> str:
        """The notes."""
        return self.notes.toPlainText().strip()

    def command(self) -> Maker | None:
        """Ends the shift."""
        notes = self.notes.toPlainText().strip()
        return lambda key: EndShift(command_id=key, notes=notes)


def people_box(people: tuple[str, ...], current: str | None, parent: QWidget) -> QComboBox:
    """Names from the list; where there is no list, a name can be typed."""
    box = QComboBox(parent)
    box.addItems(people)
    box.setEditable(not people)
    if current in people:
        box.setCurrentText(current)
    return box


def _left_over(state: LineState) -> str:
    counters = state.counters
    if not counters.waiting and not counters.in_hold_bin:
        return "Nothing waits, and the hold bin is empty."
    return (
        f"Waiting for an answer: {counters.waiting}. In the hold bin: {counters.in_hold_bin}. Count the bin: "
        "the report prints this number. Answers can still be given in the next shift."
    )


def shift_by_clock(names: Sequence[str], zone: tzinfo) -> str:
    """The first from 6, the second from 14, the third from 22: a guess that the list lets anyone correct."""
    hour = datetime.now(zone).hour
    index = 0 if 6 <= hour < 14 else 1 if 14 <= hour < 22 else 2
    return names[min(index, len(names) - 1)]

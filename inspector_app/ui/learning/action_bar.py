"""The keys of the learning screen as buttons: those that fit what is selected."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from inspector_app.ui.learning.detail import running_job
from inspector_app.ui.learning.guide import next_step, steps_of
from inspector_app.ui.learning.inventory import DATASETS, Entry
from inspector_app.ui.learning.ports import DatasetLine, JobLine, Overview, TrainingLine
from inspector_app.ui.learning.screen_actions import ENTRY_ACTIONS, actions_of, imports_package
from inspector_app.ui.learning.shown_files import has_files
from inspector_app.ui.style.key_button import KeyButton

_HEIGHT = 72
_FIRST = ("next", "import")
_WALK = ("image_before", "image_after", "remark_before", "remark_after")
_LAST = (*_WALK, "show", "save", "print", "cancel", "back")
_TEXTS = {
    "next": ("Next step", "Enter", "Does the next step of the path from labelled images to a package."),
    "import": (
        "Import …",
        "I",
        "Labelled images or answers as a new dataset; at a package, a package's file.",
    ),
    "show": ("Show", "P", "The images that were found, or the newest report."),
    "image_before": ("◀ Image", "4", "The image before, of the same remark."),
    "image_after": ("Image ▶", "6", "The next image of the same remark."),
    "remark_before": ("▲ Remark", "8", "The remark before, with its first image."),
    "remark_after": ("Remark ▼", "2", "The next remark, with its first image."),
    "save": ("Save as …", "S", "Writes a copy of the report where you say."),
    "print": ("Print …", "P", "Prints exactly what is shown here."),
    "cancel": (
        "Stop the job",
        "X",
        "Stops the job of what is selected, at the second press; nothing half done stays.",
    ),
    "back": ("Back", "Esc", "Back to the list, and from there to the bench; jobs go on."),
}


class ActionBar(QWidget):
    """Tells which key was pressed by its button; what that does here, the screen knows."""

    pressed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.buttons: dict[str, KeyButton] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        texts = {action.name: (action.text, action.key, action.tooltip) for action in ENTRY_ACTIONS}
        for name in (*_FIRST, *texts, *_LAST):
            text, key, tooltip = texts[name] if name in texts else _TEXTS[name]
            button = KeyButton(text, key, tooltip, self)
            button.setFixedHeight(_HEIGHT)
            button.clicked.connect(lambda _on=False, key=key: self.pressed.emit(key))
            row.addWidget(button, 1)
            self.buttons[name] = button

    def show_entry(self, entry: Entry | None, overview: Overview | None) -> None:
        """What can be done with what is selected."""
        shown = {"import": overview is not None, "back": True}
        if overview is not None:
            shown |= {action.name: action.can(entry, overview) for action in actions_of(entry)}
            shown |= self._of_jobs(entry, overview)
        ended = isinstance(entry, JobLine) and entry.state != "running"
        self.buttons["next"].setText("Ask again …" if ended else "Next step")
        self.buttons["cancel"].setText("Take off the list" if ended else "Stop the job")
        self.buttons["import"].setText("Import file …" if imports_package(entry) else "Import …")
        self._show(shown)

    def show_view(self, *, printable: bool) -> None:
        """What can be done with findings, or with a report."""
        self._show(dict.fromkeys((*(("save", "print") if printable else _WALK), "back"), True))

    @staticmethod
    def _of_jobs(entry: Entry | None, overview: Overview) -> dict[str, bool]:
        shown: dict[str, bool] = {}
        if isinstance(entry, DatasetLine):
            shown["next"] = not entry.trouble and next_step(steps_of(entry, overview)) is not None
        if entry == DATASETS:
            shown["next"] = True
        if isinstance(entry, JobLine) and entry.state in {"failed", "stopped"}:
            shown["next"] = True
        if has_files(entry, overview):
            shown["show"] = True
        if isinstance(entry, TrainingLine):
            shown["cancel"] = entry.state in {"running", "quantising"}
        elif isinstance(entry, JobLine) or running_job(entry, overview) is not None:
            shown["cancel"] = True
        return shown

    def _show(self, shown: dict[str, bool]) -> None:
        for name, button in self.buttons.items():
            button.setVisible(name in shown)
            button.setEnabled(shown.get(name, False))

"""All keys on one page, made from the same data as the buttons."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QTextBrowser, QVBoxLayout, QWidget

from inspector_app.ui.bench.bench_actions import ANSWERS, LOOKING
from inspector_app.ui.header import MODE_WORDS
from inspector_app.ui.keys.action import Action
from inspector_app.ui.keys.key_press import KeyPress
from inspector_app.ui.style.key_button import KeyButton
from inspector_app.ui.window_actions import WINDOW_ACTIONS

_NOTES = """
<h3>What you see</h3>
<p><b>The machine</b> speaks on colour, beside a chip: ✓ green passes, ✕ vermillion fails, ? orange asks.
<b>A person's</b> words are ink on paper, beside head and shoulders. Nothing is told by colour alone.</p>
<p><b>The part in hand</b> changes by your answer or a skip, never because another part arrives. For a quarter of a
second after it changed or a dialog closed, and until its picture is there, no key answers: a late press never judges
the wrong part.</p>
<p><b>An answer that was not kept</b> is said at the picture, and the part stays in hand.</p>
<p><b>A live picture that stopped</b> turns grey and hatched and says for how long.</p>
<p><b>A scanner</b> types faster than fingers. What it sends never answers anything; it is offered for the lot.</p>
"""


class HelpScreen(QWidget):
    """Keys at the left, notes at the right."""

    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.keys = QTextBrowser(self)
        self.notes = QTextBrowser(self)
        self.keys.setHtml(keys_html())
        self.notes.setHtml(_NOTES + modes_html())
        self.back = KeyButton("Back", "Esc", "Back to the bench; the part in hand is as you left it.", self)
        self.back.setFixedHeight(72)
        self.back.clicked.connect(self.left)
        for browser in (self.keys, self.notes):
            browser.setFocusPolicy(self.focusPolicy())
        row = QHBoxLayout()
        row.addWidget(self.keys, 3)
        row.addWidget(self.notes, 2)
        box = QVBoxLayout(self)
        box.addLayout(row, 1)
        box.addWidget(self.back)

    def press(self, key: KeyPress) -> bool:
        """Scrolls."""
        steps = {"Down": 1.0, "2": 1.0, "PageDown": 1.0, "Up": -1.0, "8": -1.0, "PageUp": -1.0}
        if key.name not in steps:
            return False
        bar = self.keys.verticalScrollBar()
        bar.setValue(bar.value() + round(steps[key.name] * bar.pageStep() * 0.8))
        return True


def keys_html() -> str:
    """Tables of all actions."""
    parts = (("Answers", ANSWERS), ("Looking", LOOKING), ("The window", WINDOW_ACTIONS))
    return "".join(f"<h3>{title}</h3>{_table(actions)}" for title, actions in parts) + _DRAWING


_DRAWING = """
<h3>Override and missed defect</h3>
<p>After <b>0</b>, one more key picks: <b>1 to 6</b> the defect class (the part is bad), <b>7, 8, 9 and 0</b>
the reason (the part is good), <b>-</b> or <b>Esc</b> goes back. After <b>*</b>, draw a box with the left button, then
<b>1 to 6</b> picks the class; <b>8</b> shows the next view, <b>7</b> and <b>9</b> an older or newer part. The wheel
zooms, the right button moves the picture.</p>
"""


def modes_html() -> str:
    """What each mode means."""
    rows = "".join(
        f"<tr><td><b>{mode}</b></td><td>{escape(words)}</td></tr>" for mode, words in MODE_WORDS.items()
    )
    return f"<h3>Modes</h3><table cellpadding='4'>{rows}</table>"


def _table(actions: Sequence[Action[Any]]) -> str:
    return f"<table cellpadding='4' width='100%'>{''.join(_row(action) for action in actions)}</table>"


def _row(action: Action[Any]) -> str:
    keys = "  or  ".join(action.keys)
    name = action.text or action.name.replace("_", " ").capitalize()
    return (
        f"<tr><td width='22%'><b>{escape(keys)}</b></td><td width='18%'>{escape(name)}</td>"
        f"<td>{escape(action.tooltip)}</td></tr>"
    )

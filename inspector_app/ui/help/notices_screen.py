"""What the station had to tell: alarms, which need an action, first."""

from __future__ import annotations

from collections import deque
from datetime import tzinfo
from html import escape

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QTextBrowser, QVBoxLayout, QWidget

from inspector_app.domain.messages import Notice
from inspector_app.ui.bench.words import clock
from inspector_app.ui.keys.key_press import KeyPress
from inspector_app.ui.style.key_button import KeyButton

_KEPT = 200
_MARKS = {"alarm": "✕ ALARM", "warning": "! warning", "info": "i"}
_PAPERS = {"alarm": "#D55E00", "warning": "#E69F00"}


class NoticesScreen(QWidget):
    """A list, newest first; looking at it takes the alarm from the lowest line."""

    left = Signal()

    def __init__(self, zone: tzinfo, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._zone = zone
        self._notices: deque[Notice] = deque(maxlen=_KEPT)
        self.text = QTextBrowser(self)
        self.text.setFocusPolicy(self.focusPolicy())
        self.back = KeyButton("Back", "Esc", "Back to the bench; the part in hand is as you left it.", self)
        self.back.setFixedHeight(72)
        self.back.clicked.connect(self.left)
        box = QVBoxLayout(self)
        box.addWidget(self.text, 1)
        box.addWidget(self.back)

    def add(self, notice: Notice) -> None:
        """One more."""
        self._notices.appendleft(notice)

    def refresh(self) -> None:
        """Lists what there is."""
        ordered = sorted(self._notices, key=lambda notice: notice.level != "alarm")
        rows = "".join(_row(notice, self._zone) for notice in ordered)
        empty = "<p>Nothing to tell yet. Alarms would stand here first.</p>"
        self.text.setHtml(
            f"<h3>Notices</h3><table cellpadding='6' width='100%'>{rows}</table>" if rows else empty
        )

    def press(self, _key: KeyPress) -> bool:
        """No keys of its own."""
        return False


def _row(notice: Notice, zone: tzinfo) -> str:
    paper = _PAPERS.get(notice.level)
    style = f" bgcolor='{paper}'" if paper else ""
    ink = " style='color:#0E0E0E'" if paper else ""
    texts = ((110, _MARKS[notice.level]), (90, clock(notice.at, zone)), (None, escape(notice.text)))
    cells = (
        f"<td{style}{f' width={width}' if width else ''}><span{ink}>{text}</span></td>"
        for width, text in texts
    )
    return f"<tr>{''.join(cells)}</tr>"

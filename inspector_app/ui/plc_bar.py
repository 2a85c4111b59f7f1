"""The link to the line's PLC, always in sight where there is one: READY, what is wrong, and how to acknowledge it."""

from __future__ import annotations

from datetime import tzinfo

from PySide6.QtCore import Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from inspector_app.domain.link_state import LinkFault, LinkState
from inspector_app.domain.messages import LineState
from inspector_app.ui.bench.words import clock
from inspector_app.ui.header import Plate
from inspector_app.ui.style.key_button import KeyButton
from inspector_app.ui.style.palette import ORANGE, VERMILLION

ACKNOWLEDGE_KEY = "Home"
_HEIGHT = 52


class PlcBar(QWidget):
    """A row under the head of the window; not there without a PLC."""

    acknowledged = Signal()

    def __init__(self, zone: tzinfo, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._zone = zone
        self.ready = Plate("to the PLC", "READY as it was read back. Off: the line rejects every part.", self)
        self.link = Plate("PLC", "The link to the line's PLC. Codes are in docs/line-signals.md.", self)
        self.button = KeyButton(
            "Acknowledge", ACKNOWLEDGE_KEY,
            "You have looked at the PLC's faults. One whose cause is still there stays.", self, largest=15,
        )  # fmt: skip
        self.button.clicked.connect(self.acknowledged)
        row = QHBoxLayout(self)
        row.setContentsMargins(6, 4, 6, 0)
        row.setSpacing(4)
        for widget, stretch in ((self.ready, 12), (self.link, 76), (self.button, 14)):
            row.addWidget(widget, stretch)
        self.setFixedHeight(_HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.hide()

    def show_state(self, state: LineState) -> None:
        """The heartbeat."""
        link = state.link
        self.setVisible(link is not None)
        if link is None:
            return
        self.ready.say(*ready_words(link))
        text, colour = link_words(link, state, self._zone)
        self.link.say(text, colour, f"PLC · {link.name}")
        self.button.setVisible(bool(link.faults))


def ready_words(link: LinkState) -> tuple[str, QColor | None]:
    """READY in words, and its colour where it is off."""
    return ("READY on", None) if link.ready else ("✕ READY off", ORANGE)


def link_words(link: LinkState, state: LineState, zone: tzinfo) -> tuple[str, QColor | None]:
    """What to say of the link, the worst first."""
    if not link.connected:
        return f"✕ no link, the line rejects every part: {link.detail}", VERMILLION
    if link.faults:
        return f"✕ {'; '.join(_fault_words(fault, zone) for fault in link.faults)}", VERMILLION
    if not link.ready:
        return f"! connected, but not ready: {state.detail or 'wait a moment'}", ORANGE
    if link.line_runs is False:
        return "! connected; the PLC has stopped the line", ORANGE
    counts = (
        f" · sensor at the hold bin {link.held}, left as good {link.good}" if link.held is not None else ""
    )
    return f"connected, the line runs{counts}", None


def _fault_words(fault: LinkFault, zone: tzinfo) -> str:
    still = "still there" if fault.standing else "to be acknowledged"
    return f"fault {fault.code}, {clock(fault.since, zone)}: {fault.text} ({still})"

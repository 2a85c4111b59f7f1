"""From the line's thread to the window's: every event of the line becomes a Qt signal."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, Signal

from inspector_app.domain.messages import AnswerRecorded, Event, LineState, Notice, PartInspected
from inspector_app.ui.ports import Line


class EventBridge(QObject):
    """Signals of one line, emitted in the window's thread whatever thread the event came from."""

    line_state = Signal(object)
    part_inspected = Signal(object)
    answer_recorded = Signal(object)
    notice = Signal(object)
    _arrived = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._leave: Callable[[], None] = lambda: None
        self._arrived.connect(self._sort, Qt.ConnectionType.QueuedConnection)

    def attach(self, line: Line) -> None:
        """Listens to this line from now on."""
        self.detach()
        self._leave = line.subscribe(self._receive)

    def detach(self) -> None:
        """Listens no more."""
        self._leave()
        self._leave = lambda: None

    def _receive(self, event: Event) -> None:
        """Called in the line client's thread."""
        try:
            self._arrived.emit(event)
        except RuntimeError:  # the window closed between two events
            self._leave = lambda: None

    def _sort(self, event: Event) -> None:
        if isinstance(event, LineState):
            self.line_state.emit(event)
        elif isinstance(event, PartInspected):
            self.part_inspected.emit(event)
        elif isinstance(event, AnswerRecorded):
            self.answer_recorded.emit(event)
        elif isinstance(event, Notice):
            self.notice.emit(event)

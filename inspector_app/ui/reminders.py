"""What is due is said in the lowest line when the window opens, and again twice a day while it stays open."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from inspector_app.domain.messages import Notice
from inspector_app.ui.background import Background
from inspector_app.ui.bench.words import utc_now

_EVERY_MS = 12 * 3600 * 1000


class Reminders(QObject):
    """Asks in a worker, since files are read."""

    def __init__(
        self, due: Callable[[], str], reads: Background, tell: Callable[[Notice], None], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._due, self._reads, self._tell = due, reads, tell
        self._timer = QTimer(self, interval=_EVERY_MS)
        self._timer.timeout.connect(self.ask)
        self._timer.start()
        self.ask()

    def ask(self) -> None:
        """Now."""
        self._reads.run(self._due, self._say, lambda error: self._say(f"What is due can't be read: {error}"))

    def _say(self, sentence: str) -> None:
        if sentence:
            self._tell(Notice(level="warning", text=sentence, at=utc_now()))

"""Work beside the window's thread. What it gives comes back in the window's thread; nothing here ever blocks it."""

from __future__ import annotations

import logging
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

from PySide6.QtCore import QObject, Qt, Signal

T = TypeVar("T")
_log = logging.getLogger(__name__)


class Background(QObject):
    """A few threads with a name. One thread keeps the order of what it is given."""

    _finished = Signal(object)

    def __init__(self, name: str, threads: int = 1, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix=name)
        self._closed = False
        self._finished.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def run(
        self,
        work: Callable[[], T],
        done: Callable[[T], None],
        failed: Callable[[Exception], None] | None = None,
    ) -> None:
        """Calls work in a thread, then done(result) or failed(error) in the window's thread."""
        if self._closed:
            return
        self._pool.submit(work).add_done_callback(lambda future: self._hand_over(future, done, failed))

    def close(self) -> None:
        """Gives up what has not begun; results of what runs are dropped."""
        self._closed = True
        self._pool.shutdown(wait=False, cancel_futures=True)

    def _hand_over(
        self, future: Future[T], done: Callable[[T], None], failed: Callable[[Exception], None] | None
    ) -> None:
        if self._closed or future.cancelled():
            return
        error = future.exception()
        if error is None:
            result = future.result()
            self._post(lambda: done(result))
        elif isinstance(error, Exception) and failed is not None:
            self._post(lambda: failed(error))
        else:
            _log.error("work in the background failed", exc_info=error)

    def _post(self, call: Callable[[], None]) -> None:
        try:
            self._finished.emit(call)
        except RuntimeError:  # the window is gone already
            _log.debug("a late result was dropped")

    def _deliver(self, call: Callable[[], None]) -> None:
        if not self._closed:
            call()

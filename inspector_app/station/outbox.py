"""What waits to be sent to one window. A window that doesn't read loses heartbeats, then its connection."""

from __future__ import annotations

import threading
from collections import deque
from dataclasses import dataclass

MOST_WAITING = 256


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A message as it travels; a heartbeat may be replaced by a newer one."""

    data: bytes
    heartbeat: bool = False


class Outbox:
    """A bounded queue between the line, which never waits, and the thread that writes to one window."""

    def __init__(self, most: int = MOST_WAITING) -> None:
        self._most = most
        self._waiting: deque[Outgoing] = deque()
        self._changed = threading.Condition()
        self._closed = False

    def put(self, message: Outgoing) -> bool:
        """Adds a message; False where the window is too far behind and must be let go."""
        with self._changed:
            if self._closed:
                return True
            if message.heartbeat:
                self._drop_heartbeats()
            if len(self._waiting) >= self._most:
                self._drop_heartbeats()
            if len(self._waiting) >= self._most:
                return message.heartbeat  # only a heartbeat can be left out without a hole in the story
            self._waiting.append(message)
            self._changed.notify()
            return True

    def get(self) -> bytes | None:
        """The next message, waiting for it; None once the outbox is closed."""
        with self._changed:
            self._changed.wait_for(lambda: self._waiting or self._closed)
            return None if self._closed else self._waiting.popleft().data

    def close(self) -> None:
        """Nothing is sent any more."""
        with self._changed:
            self._closed = True
            self._waiting.clear()
            self._changed.notify_all()

    def _drop_heartbeats(self) -> None:
        self._waiting = deque(message for message in self._waiting if not message.heartbeat)

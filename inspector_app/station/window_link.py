"""The line's end of one window's connection: one thread reads commands, one writes events."""

from __future__ import annotations

import contextlib
import os
import socket
import sys
import threading
from collections.abc import Callable
from multiprocessing import AuthenticationError
from multiprocessing.connection import Connection, answer_challenge, deliver_challenge

from inspector_app.station.outbox import Outbox, Outgoing

LONGEST_COMMAND = 1 << 20
_HANDSHAKE_S = 5.0


class WindowLink:
    """Owns the connection. Whatever the window does, only these two threads wait for it."""

    def __init__(
        self,
        connection: Connection,
        key: bytes,
        *,
        welcome: Callable[[WindowLink], None],
        received: Callable[[WindowLink, bytes], None],
        left: Callable[[WindowLink], None],
    ) -> None:
        """Calls `welcome` once the window has proven itself, `received` for each message, `left` at last."""
        self._connection = connection
        self._key = key
        self._welcome, self._received, self._left = welcome, received, left
        self._outbox = Outbox()
        self._reader = threading.Thread(target=self._read, name="window-reader", daemon=True)
        self._writer = threading.Thread(target=self._write, name="window-writer", daemon=True)

    def start(self) -> None:
        """Begins with the handshake."""
        self._reader.start()

    def send(self, message: Outgoing) -> None:
        """Queues a message; hangs up where the window is too far behind. Never waits."""
        if not self._outbox.put(message):
            self.hang_up()

    def hang_up(self) -> None:
        """Ends both threads, also one that is stuck in the middle of a message."""
        self._outbox.close()
        with contextlib.suppress(OSError):
            if sys.platform == "win32":
                self._connection.close()
                return
            # closing a descriptor does not wake the thread that writes to it; a shutdown does
            with socket.socket(fileno=os.dup(self._connection.fileno())) as twin:
                twin.shutdown(socket.SHUT_RDWR)

    def _read(self) -> None:
        try:
            if self._shake_hands():
                self._writer.start()
                self._welcome(self)
                while True:
                    self._received(self, self._connection.recv_bytes(LONGEST_COMMAND))
        except (EOFError, OSError):
            pass  # the window has closed, or sent more than a command can be
        finally:
            self.hang_up()
            if self._writer.ident is not None:
                self._writer.join(timeout=5)
            self._connection.close()
            self._left(self)

    def _shake_hands(self) -> bool:
        timer = threading.Timer(_HANDSHAKE_S, self.hang_up)
        timer.daemon = True
        timer.start()
        try:
            deliver_challenge(self._connection, self._key)
            answer_challenge(self._connection, self._key)
        except AuthenticationError:
            return False
        finally:
            timer.cancel()
        return True

    def _write(self) -> None:
        with contextlib.suppress(OSError):
            while (data := self._outbox.get()) is not None:
                self._connection.send_bytes(data)

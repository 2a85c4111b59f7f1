"""The window's side of the local connection: events in, commands out, and patience while there is no line."""

from __future__ import annotations

import contextlib
import logging
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from multiprocessing import AuthenticationError
from multiprocessing.connection import Client, Connection
from pathlib import Path

from pydantic import ValidationError

from inspector_app.domain.messages import EVENTS, Command, Event, LineState, Reply
from inspector_app.station.address import family, line_address, read_key

SILENCE_S = 3.0
"""The line speaks twice a second; after this long it is taken for dead, whatever the socket says."""
_RETRY_S = 0.3
_LOG = logging.getLogger(__name__)

Listener = Callable[[Event], None]


class LineClient:
    """Connects by itself, again and again; survives the line's death. Any thread may call."""

    def __init__(self, run_folder: Path, on_connected: Callable[[bool], None] = lambda _: None) -> None:
        self._run_folder = run_folder
        self._on_connected = on_connected
        self._lock = threading.Lock()
        self._sending = threading.Lock()
        self._connection: Connection | None = None
        self._last_heard = 0.0
        self._last_state: LineState | None = None
        self._replies: dict[str, Future[Reply]] = {}
        self._listeners: list[Listener] = []
        self._closing = threading.Event()
        self._thread = threading.Thread(target=self._run, name="line-client", daemon=True)

    @property
    def connected(self) -> bool:
        """Whether the line answers at the moment."""
        return self._connection is not None and time.monotonic() - self._last_heard < SILENCE_S

    def start(self) -> None:
        """Begins to connect."""
        self._thread.start()

    def subscribe(self, on_event: Listener) -> Callable[[], None]:
        """Calls on_event for every event, from the client's thread; the returned function ends that.

        A listener that comes later than the connection is given the newest LineState at once.
        """
        with self._lock:
            self._listeners.append(on_event)
            state = self._last_state if self.connected else None
        if state is not None:
            on_event(state)

        def leave() -> None:
            with self._lock, contextlib.suppress(ValueError):
                self._listeners.remove(on_event)

        return leave

    def wait_connected(self, timeout_s: float) -> bool:
        """Waits until the line answers; False where the time is up first."""
        until = time.monotonic() + timeout_s
        while not self.connected:
            if time.monotonic() > until or self._closing.wait(0.02):
                return False
        return True

    def send(self, command: Command, timeout_s: float = 5.0) -> Reply:
        """Sends a command and waits for its reply.

        Raises ConnectionError where there is no line, TimeoutError where it does not answer (it may have
        acted).
        """
        connection = self._connection
        if connection is None:
            raise ConnectionError("The line is not running.")
        waiting: Future[Reply] = Future()
        with self._lock:
            self._replies[command.command_id] = waiting
        try:
            with self._sending:
                connection.send_bytes(command.model_dump_json().encode())
            return waiting.result(timeout_s)
        except TimeoutError:
            raise TimeoutError(f"The line did not answer within {timeout_s:.0f} s.") from None
        except (OSError, ValueError) as error:
            raise ConnectionError("The line has gone away.") from error
        finally:
            with self._lock:
                self._replies.pop(command.command_id, None)

    def close(self) -> None:
        """Disconnects for good."""
        self._closing.set()
        connection = self._connection
        if connection is not None:
            with contextlib.suppress(OSError):
                connection.close()
        if self._thread.is_alive() and self._thread is not threading.current_thread():
            self._thread.join(timeout=3)

    def _run(self) -> None:
        while not self._closing.is_set():
            connection = self._connect()
            if connection is None:
                self._closing.wait(_RETRY_S)
                continue
            self._connection, self._last_heard = connection, time.monotonic()
            self._tell(connected=True)
            self._listen(connection)
            self._connection = None
            with contextlib.suppress(OSError):
                connection.close()
            self._fail_waiting()
            self._tell(connected=False)

    def _connect(self) -> Connection | None:
        try:
            return Client(line_address(self._run_folder), family(), authkey=read_key(self._run_folder))
        except (OSError, EOFError, AuthenticationError):
            return None  # no line yet, a new one whose key is being written, or one that is going

    def _listen(self, connection: Connection) -> None:
        while not self._closing.is_set():
            try:
                if not connection.poll(0.2):
                    continue
                event = EVENTS.validate_json(connection.recv_bytes())
            except ValidationError:
                _LOG.exception("the line said something that is not understood")
                continue
            except (OSError, EOFError, ValueError, TypeError):  # the last two: closed here meanwhile
                return
            self._last_heard = time.monotonic()
            self._handle(event)

    def _handle(self, event: Event) -> None:
        if isinstance(event, Reply):
            with self._lock:
                waiting = self._replies.get(event.command_id)
            if waiting is not None and not waiting.done():
                waiting.set_result(event)
            return
        if isinstance(event, LineState):
            self._last_state = event
        with self._lock:
            listeners = list(self._listeners)
        for listener in listeners:
            try:
                listener(event)
            except Exception:  # one listener's bug must not deafen the others
                _LOG.exception("a listener failed at %s", event.kind)

    def _fail_waiting(self) -> None:
        with self._lock:
            waiting, self._replies = list(self._replies.values()), {}
        for one in waiting:
            if not one.done():
                one.set_exception(ConnectionError("The line has gone away."))

    def _tell(self, *, connected: bool) -> None:
        try:
            self._on_connected(connected)
        except Exception:  # as above
            _LOG.exception("a listener failed")

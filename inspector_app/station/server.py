"""The line's side of the local connection: events to every window, commands from any."""

from __future__ import annotations

import contextlib
import logging
import threading
import time
from collections.abc import Callable
from multiprocessing.connection import Client, Connection, Listener
from pathlib import Path

from pydantic import BaseModel, ValidationError

from inspector_app.domain.messages import COMMANDS, Command, Event, LineState, Reply
from inspector_app.station.address import family, key_file, make_key, prepare_address
from inspector_app.station.outbox import Outgoing
from inspector_app.station.window_link import WindowLink

MOST_WINDOWS = 16
_LOG = logging.getLogger(__name__)

Answer = Callable[[Reply], None]


class StationServer:
    """Listens in the home's run folder. Only this user, with the key in that folder, may connect."""

    def __init__(self, run_folder: Path, on_command: Callable[[Command, Answer], None]) -> None:
        """`on_command` must return at once; it may answer later, from any thread.

        Raises AddressError or OSError where it can't listen.
        """
        self._on_command = on_command
        self._run_folder = run_folder
        self._address = prepare_address(run_folder)
        self._key = make_key(run_folder)
        self._listener = Listener(self._address, family(), backlog=MOST_WINDOWS)
        self._lock = threading.Lock()
        self._links: set[WindowLink] = set()
        self._welcomed: set[WindowLink] = set()
        self._last_state: Outgoing | None = None
        self._closing = False
        self._acceptor = threading.Thread(target=self._accept, name="station-server", daemon=True)
        self._acceptor.start()

    @property
    def windows(self) -> int:
        """How many windows are connected."""
        return len(self._welcomed)

    def publish(self, event: Event) -> None:
        """Sends an event to every window; never waits for one."""
        message = _outgoing(event)
        with self._lock:
            if message.heartbeat:
                self._last_state = message
            links = list(self._welcomed)
        for link in links:
            link.send(message)

    def close(self) -> None:
        """Hangs up, and removes socket and key."""
        self._closing = True
        with contextlib.suppress(OSError, EOFError), _knock(self._address):
            pass  # wakes the accepting thread, which closing the listener would not
        self._acceptor.join(timeout=5)
        with self._lock:
            links = list(self._links)
        for link in links:
            link.hang_up()
        with contextlib.suppress(OSError):
            self._listener.close()
        with contextlib.suppress(OSError):
            key_file(self._run_folder).unlink(missing_ok=True)

    def _accept(self) -> None:
        while not self._closing:
            try:
                connection = self._listener.accept()
            except OSError:  # a window that hung up before it was let in
                time.sleep(0.05)
                continue
            self._admit(connection)

    def _admit(self, connection: Connection) -> None:
        with self._lock:
            full = self._closing or len(self._links) >= MOST_WINDOWS
            if not full:
                link = WindowLink(
                    connection, self._key, welcome=self._welcome, received=self._receive, left=self._leave
                )
                self._links.add(link)
        if full:
            connection.close()
        else:
            link.start()

    def _welcome(self, link: WindowLink) -> None:
        with self._lock:
            self._welcomed.add(link)
            state = self._last_state
        if state is not None:
            link.send(state)

    def _leave(self, link: WindowLink) -> None:
        with self._lock:
            self._links.discard(link)
            self._welcomed.discard(link)

    def _receive(self, link: WindowLink, data: bytes) -> None:
        def answer(reply: Reply) -> None:
            link.send(_outgoing(reply))

        try:
            command = COMMANDS.validate_json(data)
        except ValidationError as error:
            answer(Reply(command_id=_id_of(data), ok=False, error=_sentence(error)))
            return
        try:
            self._on_command(command, answer)
        except Exception:  # a bug in one command must not cost the window its connection
            _LOG.exception("command %s failed", command.kind)
            answer(Reply(command_id=command.command_id, ok=False, error="Inspector has a bug: see its log."))


def _outgoing(event: Event) -> Outgoing:
    return Outgoing(event.model_dump_json().encode(), isinstance(event, LineState))


class _Sent(BaseModel):
    command_id: str


def _id_of(data: bytes) -> str:
    """The id of a command that can't be understood, for its sender to find the reply; empty if none."""
    try:
        return _Sent.model_validate_json(data).command_id
    except ValidationError:
        return ""


def _sentence(error: ValidationError) -> str:
    first = error.errors(include_url=False, include_context=False, include_input=False)[0]
    where = ".".join(str(step) for step in first["loc"])
    return f"The command is not understood: {where + ': ' if where else ''}{first['msg']}."


def _knock(address: str) -> Connection:
    return Client(address, family())

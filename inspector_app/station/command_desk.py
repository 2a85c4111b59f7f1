"""Commands of the windows: taken at once, done by the line's thread between two parts."""

from __future__ import annotations

import logging
from collections.abc import Callable
from queue import Empty, Full, Queue

from inspector_app.domain.messages import Command, Reply
from inspector_app.station.commands import carry_out
from inspector_app.station.floor import Floor

_MOST_WAITING = 64
_AT_ONCE = 8
_LOG = logging.getLogger(__name__)

Answer = Callable[[Reply], None]


class CommandDesk:
    """A bounded queue. A command that fails is answered with a sentence, and nothing else happens."""

    def __init__(self) -> None:
        self._waiting: Queue[tuple[Command, Answer]] = Queue(maxsize=_MOST_WAITING)

    def take(self, command: Command, answer: Answer) -> None:
        """Queues a command; never waits. Any thread may call."""
        try:
            self._waiting.put_nowait((command, answer))
        except Full:
            answer(Reply(command_id=command.command_id, ok=False, error="The line is busy; try again."))

    def work(self, floor: Floor) -> bool:
        """Carries out a few of the waiting commands; True where there was one."""
        for done in range(_AT_ONCE):
            try:
                command, answer = self._waiting.get_nowait()
            except Empty:
                return done > 0
            answer(self._reply(floor, command))
        return True

    def _reply(self, floor: Floor, command: Command) -> Reply:
        try:
            result = carry_out(floor, command)
        except Exception as error:
            return Reply(command_id=command.command_id, ok=False, error=_sentence(command, error))
        return Reply(command_id=command.command_id, ok=True, result=result)


def _sentence(command: Command, error: Exception) -> str:
    kind = type(error)
    if kind.__module__.startswith("inspector_app.") and kind.__name__.endswith("Error"):
        return str(error)
    _LOG.error("command %s failed", command.kind, exc_info=error)
    return f"Inspector has a bug: {kind.__name__}: {error}"

"""Commands to the line, sent beside the window's thread, in the order in which they were given."""

from __future__ import annotations

from collections.abc import Callable
from uuid import uuid4

from inspector_app.domain.messages import Command, Reply
from inspector_app.ui.background import Background
from inspector_app.ui.ports import Line

_NO_LINE = "The line does not answer."


class Commands:
    """Sends one command after the other; every one ends in exactly one of `accepted` and `refused`."""

    def __init__(self, background: Background) -> None:
        self._background = background
        self._line: Line | None = None

    def attach(self, line: Line) -> None:
        """Commands go to this line from now on."""
        self._line = line

    @property
    def connected(self) -> bool:
        """Whether the line answers at the moment."""
        return self._line is not None and self._line.connected

    def send(
        self,
        make: Callable[[str], Command],
        accepted: Callable[[Reply], None],
        refused: Callable[[str], None],
    ) -> None:
        """Makes a command from a fresh id and sends it; `refused` gets a sentence for people."""
        line = self._line
        if line is None:
            refused(_NO_LINE)
            return
        command = make(uuid4().hex)

        def done(reply: Reply) -> None:
            if reply.ok:
                accepted(reply)
            else:
                refused(reply.error or "The line refused it and did not say why.")

        self._background.run(lambda: line.send(command), done, lambda error: refused(_sentence(error)))


def _sentence(error: Exception) -> str:
    said = str(error).strip()
    return f"{_NO_LINE} {said}" if said else _NO_LINE

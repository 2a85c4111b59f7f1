"""A word with the line that runs on a home, if one does."""

from __future__ import annotations

import sys
import threading
from pathlib import Path

from inspector_app.domain.messages import Command, Event, LineState
from inspector_app.settings.home import Home
from inspector_app.station import LineClient
from inspector_app.station.address import line_address

_ANSWERS_S = 3.0
"""A line speaks twice a second; one that says nothing for so long does not run."""


class LineAnswerError(Exception):
    """The running line refused a command, or did not answer; the message is its own sentence."""


def heard_state(home: Home) -> LineState | None:
    """The newest heartbeat of the home's line; None where none answers."""
    if sys.platform != "win32" and not Path(line_address(home.run)).exists():
        return None
    told, states = threading.Event(), list[LineState]()

    def hear(event: Event) -> None:
        if isinstance(event, LineState):
            states.append(event)
            told.set()

    client = LineClient(home.run)
    client.subscribe(hear)
    client.start()
    try:
        told.wait(_ANSWERS_S)
    finally:
        client.close()
    return states[-1] if states else None


def said_to_line(home: Home, command: Command) -> str | None:
    """Sends a command to the running line; gives the id that it answers with. Raises LineAnswerError."""
    client = LineClient(home.run)
    client.start()
    try:
        if not client.wait_connected(_ANSWERS_S):
            raise LineAnswerError("Another process works on this home, and no line answers; try again.")
        reply = client.send(command)
    except OSError as error:
        raise LineAnswerError(str(error)) from error
    finally:
        client.close()
    if not reply.ok:
        raise LineAnswerError(reply.error)
    return reply.result

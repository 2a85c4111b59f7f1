"""A training beside a line in auto-reject: refused, unless an engineer says so by name."""

from __future__ import annotations

import sys
import threading
from pathlib import Path

from inspector_app.domain.messages import Event, LineState
from inspector_app.domain.recipe import Mode
from inspector_app.learning.training.plan import TrainingError
from inspector_app.settings.home import Home
from inspector_app.station import LineClient
from inspector_app.station.address import line_address

_ANSWERS_S = 3.0
"""A line speaks twice a second; one that says nothing for so long is no line that a training could disturb."""


def check_beside_line(home: Home, engineer: str) -> None:
    """Raises TrainingError where the home's line is in auto-reject and no engineer is named."""
    if not engineer.strip() and running_mode(home) is Mode.AUTO_REJECT:
        raise TrainingError(
            "The running recipe is in auto-reject: a training beside it takes processor time from the gate. Wait, or "
            "let an engineer say so by name: --engineer NAME, or the tick in the window"
        )


def running_mode(home: Home) -> Mode | None:
    """In what mode the line of a home runs; None where none answers."""
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
    return states[-1].mode if states else None

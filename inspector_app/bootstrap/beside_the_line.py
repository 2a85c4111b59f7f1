"""Training or quantising beside a line in auto-reject: refused, unless an engineer says so by name."""

from __future__ import annotations

from inspector_app.bootstrap.running_line import heard_state
from inspector_app.domain.recipe import Mode
from inspector_app.learning.training.plan import TrainingError
from inspector_app.settings.home import Home


def check_beside_line(home: Home, engineer: str) -> None:
    """Raises TrainingError where the home's line is in auto-reject and no engineer is named."""
    if not engineer.strip() and running_mode(home) is Mode.AUTO_REJECT:
        raise TrainingError(
            "The running recipe is in auto-reject: training and quantising take processor time from its gate. Wait, or "
            "let an engineer say so by name: --engineer NAME, or the tick in the window"
        )


def running_mode(home: Home) -> Mode | None:
    """In what mode the line of a home runs; None where none answers."""
    state = heard_state(home)
    return state.mode if state is not None else None

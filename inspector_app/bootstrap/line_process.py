"""The line as a child of the window's process, and whether one runs already."""

from __future__ import annotations

import sys

from inspector_app.records.locking import HomeBusyError, HomeLock
from inspector_app.settings.home import Home
from inspector_app.station import Watchdog


def line_command(
    home: Home, *, recipe: str | None = None, demo: bool = False, speed: float | None = None
) -> list[str]:
    """How the line of a home is started for a window: it stays when all parts are through."""
    command = [sys.executable, "-m", "inspector_app.cli.main", "run", "--stay", "--home", str(home.path)]
    if recipe is not None:
        command += ["--recipe", recipe]
    if speed is not None:
        command += ["--speed", str(speed)]
    return [*command, "--demo"] if demo else command


def line_runs(home: Home) -> bool:
    """Whether another process works on this home."""
    try:
        HomeLock(home).acquire().release()
    except HomeBusyError:
        return True
    return False


def watched_line(
    home: Home, *, recipe: str | None = None, demo: bool = False, speed: float | None = None
) -> Watchdog | None:
    """A started watchdog over this home's line; None where a line runs already, started by somebody else."""
    if line_runs(home):
        return None
    watchdog = Watchdog(line_command(home, recipe=recipe, demo=demo, speed=speed), home.run)
    watchdog.start()
    return watchdog

"""The line as a child of the window's process, whether one runs already, and what it came to."""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from typing import Any

from inspector_app.bootstrap.line_options import LineOptions
from inspector_app.records.locking import HomeBusyError, HomeLock
from inspector_app.settings.home import Home
from inspector_app.station import Watchdog


@dataclass(frozen=True, slots=True)
class LineEnd:
    """How the line of a window ended: the answer of its last run (None where it gave none), and its restarts."""

    answer: dict[str, Any] | None = None
    restarts: int = 0


def line_command(home: Home, options: LineOptions = LineOptions()) -> list[str]:  # noqa: B008 - frozen
    """How the line of a home is started for a window: it stays when all parts are through."""
    command = [sys.executable, "-m", "inspector_app.cli.main", "run", "--stay", "--json"]
    command += ["--home", str(home.path)]
    for name, value in (("recipe", options.recipe), ("speed", options.speed), ("views", options.views)):
        if value is not None:
            command += [f"--{name}", str(value)]
    return [*command, "--demo"] if options.demo else command


def line_runs(home: Home) -> bool:
    """Whether another process works on this home."""
    try:
        HomeLock(home).acquire().release()
    except HomeBusyError:
        return True
    return False


def watched_line(home: Home, options: LineOptions) -> Watchdog | None:
    """A started watchdog over this home's line; None where a line runs already, started by somebody else."""
    if line_runs(home):
        return None
    watchdog = Watchdog(line_command(home, options), home.run, restarted=["--restarted"])
    watchdog.start()
    return watchdog


def line_end(watchdog: Watchdog) -> LineEnd:
    """What a stopped watchdog knows of its line."""
    try:
        answer = json.loads(watchdog.answer)
    except ValueError:
        answer = None
    return LineEnd(answer if isinstance(answer, dict) else None, watchdog.restarts)

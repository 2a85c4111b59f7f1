"""The check of a home's link to its PLC."""

from __future__ import annotations

from inspector_app.records.locking import HomeLock
from inspector_app.settings.home import Home
from inspector_app.settings.line_file import needed_line_setup
from inspector_app.signals import open_wire
from inspector_app.signals.checking import LineCheck, check_line


def check_home_line(home: Home, *, pulse: bool) -> list[LineCheck]:
    """Connects as the line would. Raises LineFileError, and HomeBusyError while a line runs on this home."""
    setup = needed_line_setup(home.line_file)
    with HomeLock(home):
        return check_line(open_wire(setup), setup, pulse=pulse)

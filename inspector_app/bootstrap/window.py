"""Opening the window. What takes long to import is imported beside it, after its first paint."""

from __future__ import annotations

import time
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from inspector_app.bootstrap.line_options import LineOptions
from inspector_app.settings.home import Home
from inspector_app.settings.station import Settings
from inspector_app.shifts.calendar import zone_or_utc
from inspector_app.ui.app import run_window
from inspector_app.ui.ports import Ports, Site
from inspector_app.ui.window_run import WindowResult

if TYPE_CHECKING:
    from inspector_app.bootstrap.line_process import LineEnd


@dataclass(frozen=True, slots=True)
class Opening:
    """How a window is opened."""

    home: Home
    settings: Settings
    line: LineOptions = field(default_factory=LineOptions)
    settings_trouble: tuple[str, ...] = ()

    @property
    def site(self) -> Site:
        """What is known before the line is up."""
        return Site(
            home=self.home.path,
            people=self.settings.operators,
            shift_names=self.settings.shift_names,
            demo=self.line.demo,
            scanner_prefix=self.settings.scanner_prefix,
            zone=zone_or_utc(self.settings.zone),
            settings_trouble=self.settings_trouble,
        )


@dataclass(frozen=True, slots=True)
class StationResult:
    """How it went: the window, what its line came to, and how long the program took to get here."""

    window: WindowResult
    line: LineEnd | None
    program_start_s: float

    def as_json(self) -> dict[str, Any]:
        """As `demo --json` gives it; `line` is as `run --json` gives it, null where another started the line."""
        line = self.line
        return {
            **asdict(self.window),
            "program_start_s": round(self.program_start_s, 3),
            "line": line.answer if line is not None else None,
            "line_restarts": line.restarts if line is not None else None,
        }


def open_window(
    opening: Opening, *, seconds: float | None = None, screenshot: Path | None = None, measure: bool = False
) -> StationResult:
    """Runs the window until it is closed; the line is started, and connected to, beside it."""
    opened = time.monotonic()
    ends: list[LineEnd] = []
    result = run_window(
        opening.site,
        lambda: _connect(opening, ends),
        seconds=seconds,
        screenshot=screenshot,
        measure=measure,
    )
    start_s = _own_age_s() - (time.monotonic() - opened)
    return StationResult(result, ends[0] if ends else None, start_s)


def _connect(opening: Opening, ends: list[LineEnd]) -> Ports:
    # the database and OpenCV take most of a second, which the first paint does not wait for
    from inspector_app.bootstrap.window_ports import connect  # noqa: PLC0415

    return connect(opening.home, opening.site, opening.line, ends.append)


def _own_age_s() -> float:
    # asked when all is over: nothing of it delays the first paint
    from inspector_app.bootstrap.process_tree import own_age_s  # noqa: PLC0415

    return own_age_s()

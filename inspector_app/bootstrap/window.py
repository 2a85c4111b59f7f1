"""Opening the window. What takes long to import is imported beside it, after its first paint."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from inspector_app.settings.home import Home
from inspector_app.settings.station import Settings
from inspector_app.ui.app import run_window
from inspector_app.ui.ports import Ports, Site
from inspector_app.ui.window_run import WindowResult


@dataclass(frozen=True, slots=True)
class Opening:
    """How a window is opened."""

    home: Home
    settings: Settings
    demo: bool = False
    recipe: str | None = None
    speed: float | None = None

    @property
    def site(self) -> Site:
        """What is known before the line is up."""
        return Site(
            home=self.home.path,
            people=self.settings.operators,
            shift_names=self.settings.shift_names,
            demo=self.demo,
            scanner_prefix=self.settings.scanner_prefix,
        )


def open_window(
    opening: Opening, *, seconds: float | None = None, screenshot: Path | None = None, measure: bool = False
) -> WindowResult:
    """Runs the window until it is closed; the line is started, and connected to, beside it."""
    return run_window(
        opening.site, lambda: _connect(opening), seconds=seconds, screenshot=screenshot, measure=measure
    )


def _connect(opening: Opening) -> Ports:
    # the database and OpenCV take most of a second, which the first paint does not wait for
    from inspector_app.bootstrap.window_ports import connect  # noqa: PLC0415

    return connect(opening.home, opening.site, recipe=opening.recipe, demo=opening.demo, speed=opening.speed)

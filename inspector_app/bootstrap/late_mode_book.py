"""The modes for the window; what they need is imported when somebody first looks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from inspector_app.settings.home import Home

if TYPE_CHECKING:
    from inspector_app.bootstrap.mode_desk import ModeDesk
    from inspector_app.quality.watch import WatchItem
    from inspector_app.release.mode_standing import ModeStanding


class LateModeBook:
    """ui.mode.ports.ModeBook."""

    def __init__(self, home: Home, *, demo: bool) -> None:
        self._home, self._demo = home, demo

    def show(self) -> ModeStanding:
        """How the model at work stands, by settings as they are now."""
        return self._desk().show()

    def watch(self) -> list[WatchItem]:
        """Whether it keeps its limits, and whether retraining is due."""
        return self._desk().watch()

    def _desk(self) -> ModeDesk:
        from inspector_app.bootstrap.mode_desk import ModeDesk  # noqa: PLC0415
        from inspector_app.settings.settings_file import load_settings  # noqa: PLC0415

        return ModeDesk(self._home, load_settings(self._home, demo=self._demo).settings)

"""What the window is given: the line's connection, live frames, records, reports."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from typing import TYPE_CHECKING

from inspector_app.bootstrap.late_learning_desk import LateLearningDesk
from inspector_app.bootstrap.late_mode_book import LateModeBook
from inspector_app.bootstrap.line_options import LineOptions
from inspector_app.bootstrap.line_process import LineEnd, line_end, watched_line
from inspector_app.bootstrap.report_jobs import ShiftReportJobs
from inspector_app.domain.messages import StopLine
from inspector_app.domain.part import new_id
from inspector_app.settings.home import Home
from inspector_app.station import LineClient, Watchdog
from inspector_app.ui.ports import Ports, Site

if TYPE_CHECKING:
    from inspector_app.records.reader import Reader
    from inspector_app.ui.cameras.ports import CameraDesk

_LONGEST_START_S = 90.0
_STEP_S = 0.2


class StartError(Exception):
    """The line did not come up; the message is its own last word."""


def connect(
    home: Home, site: Site, options: LineOptions, ended: Callable[[LineEnd], object] = lambda _: None
) -> Ports:
    """Starts the line where none runs, and waits for it. Raises StartError, DatabaseError.

    `ended` is told, when the ports are closed, what a line that this window started came to.
    """
    watchdog = watched_line(home, options)
    # OpenCV and the database take a third of a second to import, in which the line comes up already
    from inspector_app.records.reader import Reader  # noqa: PLC0415

    client = LineClient(home.run)
    client.start()
    try:
        _wait(client, watchdog)
        reader = Reader(home)
    except Exception:
        client.close()
        if watchdog is not None:
            watchdog.stop()
        raise
    return _ports(home, site, client, reader, watchdog, ended=ended)


def _ports(
    home: Home,
    site: Site,
    client: LineClient,
    reader: Reader,
    watchdog: Watchdog | None,
    *,
    ended: Callable[[LineEnd], object],
) -> Ports:
    from inspector_app.cameras import LiveFrames  # noqa: PLC0415 - as in `connect`

    frames = LiveFrames()

    def close() -> None:
        if (
            site.demo and watchdog is None
        ):  # left over from a window that was killed; nobody else would end it
            with contextlib.suppress(OSError):
                client.send(StopLine(command_id=new_id()))
        client.close()
        frames.close()
        reader.close()
        if watchdog is not None:
            watchdog.stop()
            ended(line_end(watchdog))

    return Ports(
        site=site,
        line=client,
        frames=frames,
        reader=reader,
        reports=ShiftReportJobs(home),
        learning=LateLearningDesk(home),
        modes=LateModeBook(home, demo=site.demo),
        cameras=lambda: _camera_desk(home),
        reminder=lambda: _camera_desk(home).reminder(),
        owns_line=watchdog is not None,
        line_trouble=lambda: _trouble(watchdog),
        line_refusal=lambda: watchdog.refusal if watchdog is not None else "",
        close=close,
    )


def _camera_desk(home: Home) -> CameraDesk:
    from inspector_app.bootstrap.camera_desk import HomeCameraDesk  # noqa: PLC0415 - few look at that screen

    return HomeCameraDesk(home)


def _wait(client: LineClient, watchdog: Watchdog | None) -> None:
    for _ in range(round(_LONGEST_START_S / _STEP_S)):
        if client.wait_connected(_STEP_S):
            return
        if watchdog is not None and watchdog.state in {"refused", "ended", "stopped"}:
            raise StartError(_last_word(watchdog) or "The line ended before it was ready.")
    raise StartError(f"The line did not answer within {_LONGEST_START_S:.0f} s.")


def _trouble(watchdog: Watchdog | None) -> str:
    """What is being done about a line that does not answer."""
    if watchdog is None:
        return ""
    if watchdog.state in {"refused", "ended"}:
        return f"it has ended. {_last_word(watchdog)}".strip()
    return "it is being started again" if watchdog.restarts else ""


def _last_word(watchdog: Watchdog) -> str:
    return (watchdog.last_words.splitlines() or [""])[-1]

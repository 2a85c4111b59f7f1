"""Whether there is a display to open a window on; Qt itself ends the process where there is none."""

from __future__ import annotations

import os
import socket
import sys
from collections.abc import Mapping

_ADVICE = "Start it in a desktop session, or under `xvfb-run`, or run the line without a window: `inspector-app run`."


class DisplayError(Exception):
    """There is no display; the message says what to do."""


def require_display(environment: Mapping[str, str] = os.environ, platform: str = sys.platform) -> None:
    """Raises DisplayError where a window can't be opened. Only a local X display is tried."""
    if platform != "linux" or environment.get("QT_QPA_PLATFORM") or environment.get("WAYLAND_DISPLAY"):
        return
    display = environment.get("DISPLAY", "")
    if not display:
        raise DisplayError(f"There is no display for the window. {_ADVICE}")
    if display.startswith(":") and not _answers(display[1:].split(".")[0]):
        raise DisplayError(f"The display {display} does not answer. {_ADVICE}")


def _answers(number: str) -> bool:
    path = f"/tmp/.X11-unix/X{number}"
    return any(_connects(address) for address in (path, f"\0{path}"))


def _connects(address: str) -> bool:
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as probe:
        probe.settimeout(2)
        return probe.connect_ex(address) == 0

"""Is there a screen? And one without a monitor for tests."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from installer.console import say

_NEED_NO_SCREEN = ("offscreen", "minimal", "vnc", "linuxfb", "eglfs")


def has_display(variables: Mapping[str, str] = os.environ) -> bool:
    """True where a window can open. Windows has a screen always."""
    if sys.platform != "linux":
        return True
    if variables.get("QT_QPA_PLATFORM", "").startswith(_NEED_NO_SCREEN):
        return True
    return bool(variables.get("DISPLAY") or variables.get("WAYLAND_DISPLAY"))


@contextmanager
def display_for_tests(variables: Mapping[str, str]) -> Iterator[dict[str, str]]:
    """The variables with a virtual screen of their own; X11 on Linux, nothing changed elsewhere."""
    if sys.platform != "linux":
        yield dict(variables)
        return
    hidden = {name: value for name, value in variables.items() if name not in ("WAYLAND_DISPLAY", "DISPLAY")}
    if shutil.which("Xvfb") is None:
        say("Xvfb is missing, so windows are tested without X11 (QT_QPA_PLATFORM=offscreen).")
        yield hidden | {"QT_QPA_PLATFORM": "offscreen"}
        return
    with _xvfb() as number:
        yield hidden | {"DISPLAY": f":{number}", "QT_QPA_PLATFORM": "xcb", "LIBGL_ALWAYS_SOFTWARE": "1"}


@contextmanager
def _xvfb() -> Iterator[str]:
    reading, writing = os.pipe()
    # With -displayfd the server itself picks a free number, so two test runs never meet.
    command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1920x1080x24", "-nolisten", "tcp"]
    server = subprocess.Popen(
        command, pass_fds=[writing], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    os.close(writing)
    try:
        with os.fdopen(reading) as numbers:
            number = numbers.readline().strip()
        if not number:
            raise OSError("Xvfb did not start")
        yield number
    finally:
        server.terminate()
        server.wait(timeout=10)

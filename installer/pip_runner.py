"""Runs pip, tells what it does, and keeps saying something while it is quiet."""

from __future__ import annotations

import subprocess
import threading
import time
from collections import deque
from collections.abc import Sequence
from types import TracebackType
from typing import Self

from installer.console import SetupError, say
from installer.environments import Environment, clean_variables

_QUIET_S = 15.0


def pip_install(environment: Environment, arguments: Sequence[str], what: str) -> None:
    """Runs `pip install` in the environment; `what` says in words what is being installed.

    Raises SetupError with the end of pip's output where it fails.
    """
    command = [
        str(environment.python), "-m", "pip", "install", "--no-input", "--progress-bar", "off",
        "--retries", "5", "--log", str(environment.folder / "install.log"), *arguments,
    ]  # fmt: skip
    last: deque[str] = deque(maxlen=12)
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env=clean_variables(),
        text=True, encoding="utf-8", errors="replace",
    ) as pip, _Heartbeat(what) as heartbeat:  # fmt: skip
        assert pip.stdout is not None  # PIPE was asked for
        for line in pip.stdout:
            last.append(line.rstrip())
            heartbeat.heard(line.strip())
    if pip.returncode:
        raise SetupError(_explain(what, last))


def _explain(what: str, last: Sequence[str]) -> str:
    text = "\n    ".join(last)
    hint = ""
    if "No space left" in text:
        hint = " The disk is full."
    elif "No matching distribution" in text or "Connection" in text or "Temporary failure" in text:
        hint = " Is the package index within reach from here? What was downloaded is kept; run this again."
    return f"Installing {what} failed.{hint} The end of what pip said:\n    {text}"


class _Heartbeat:
    """Says what pip does, and that it still does it."""

    def __init__(self, what: str) -> None:
        self._what = what
        self._began = time.monotonic()
        self._spoke = self._began
        self._doing = "starting"
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._beat, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stop.set()
        self._thread.join()

    def heard(self, line: str) -> None:
        """Passes on what is worth it: large downloads and the long last step."""
        if line.startswith("Installing collected packages"):
            count = line.count(",") + 1
            if count > 1:
                self._speak(f"unpacking {count} packages; this can take minutes")
        elif line.startswith("Downloading") and ("MB" in line or "GB" in line):
            self._speak(line[0].lower() + line[1:])
        elif line.startswith(("ERROR", "WARNING: Retrying")):
            self._speak(line)
        elif line.startswith("Collecting"):
            self._doing = line[0].lower() + line[1:]

    def _speak(self, doing: str) -> None:
        self._doing = doing
        self._spoke = time.monotonic()
        say(f"  {doing}")

    def _beat(self) -> None:
        while not self._stop.wait(1.0):
            now = time.monotonic()
            if now - self._spoke >= _QUIET_S:
                self._spoke = now
                say(f"  {self._what}: still {self._doing} ({now - self._began:.0f} s)")

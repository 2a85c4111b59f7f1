"""Reports for the window, each drawn by a process of its own at low priority."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
from pathlib import Path

from inspector_app.settings.home import Home

_LOW = 10
if sys.platform == "win32":
    _LOW_FLAG = subprocess.BELOW_NORMAL_PRIORITY_CLASS
else:
    _LOW_FLAG = 0


class ReportError(Exception):
    """The report was not drawn; the message says why."""


class ShiftReportJobs:
    """Runs `inspector-app report shift` and gives the file that it made."""

    def __init__(self, home: Home) -> None:
        self._home = home
        self._process: subprocess.Popen[str] | None = None

    def draw(self, shift_id: str | None) -> Path:
        """Draws the report of a shift (None: the newest); waits for it. Raises ReportError."""
        command = [sys.executable, "-m", "inspector_app.cli.main", "report", "shift", "--json"]
        command += ["--home", str(self._home.path), "--shift", shift_id or "last"]
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            creationflags=_LOW_FLAG,
        )
        self._process = process
        _step_back(process.pid)
        told, errors = process.communicate()
        return _file_of(told, errors, process.returncode)

    def cancel(self) -> None:
        """Ends the drawing that runs, if one does."""
        process = self._process
        if process is not None and process.poll() is None:
            with contextlib.suppress(OSError):
                process.terminate()


def _step_back(pid: int) -> None:
    if sys.platform != "win32":
        with contextlib.suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, pid, _LOW)


def _file_of(told: str, errors: str, code: int) -> Path:
    try:
        result = json.loads(told)
    except ValueError:
        result = {}
    if code == 0 and "file" in result:
        return Path(result["file"])
    last = errors.strip().splitlines()[-1:] or [f"the job that draws it ended with {code}"]
    raise ReportError(str(result.get("error") or last[0]))

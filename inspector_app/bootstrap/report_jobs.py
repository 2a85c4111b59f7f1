"""Shift reports for the window, each drawn by a process of its own at low priority."""

from __future__ import annotations

import contextlib
import json
import subprocess
from pathlib import Path

from inspector_app.bootstrap.child_jobs import own_command, start_job
from inspector_app.settings.home import Home


class ReportError(Exception):
    """The report was not drawn; the message says why."""


class ReportJob:
    """One `inspector-app report` at a time; gives the file that it made."""

    def __init__(self, home: Home) -> None:
        self._home = home
        self._process: subprocess.Popen[bytes] | None = None

    def run(self, *words: str) -> Path:
        """Runs `report` with these words and waits for it. Raises ReportError."""
        process = start_job(own_command("report", *words, "--json", "--home", str(self._home.path)))
        self._process = process
        told, errors = (text.decode(errors="replace") for text in process.communicate())
        return _file_of(told, errors, process.returncode)

    def cancel(self) -> None:
        """Ends the job that runs, if one does; what it has half done is removed."""
        process = self._process
        if process is not None and process.poll() is None:
            with contextlib.suppress(OSError):
                process.terminate()


class ShiftReportJobs(ReportJob):
    """Draws shift reports."""

    def draw(self, shift_id: str | None) -> Path:
        """Draws the report of a shift (None: the newest); waits for it. Raises ReportError."""
        return self.run("shift", "--shift", shift_id or "last")


def _file_of(told: str, errors: str, code: int) -> Path:
    try:
        result = json.loads(told)
    except ValueError:
        result = {}
    if code == 0 and "file" in result:
        return Path(result["file"])
    last = errors.strip().splitlines()[-1:] or [f"the job that draws it ended with {code}"]
    raise ReportError(str(result.get("error") or last[0]))

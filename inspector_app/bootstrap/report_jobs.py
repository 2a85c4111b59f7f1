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


class ReportJob:
    """One `inspector-app report` at a time; gives the file that it made."""

    def __init__(self, home: Home) -> None:
        self._home = home
        self._process: subprocess.Popen[str] | None = None

    def run(self, *words: str) -> Path:
        """Runs `report` with these words and waits for it. Raises ReportError."""
        command = [sys.executable, "-m", "inspector_app.cli.main", "report", *words]
        process = subprocess.Popen(
            [*command, "--json", "--home", str(self._home.path)],
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


class ValidationReportJobs(ReportJob):
    """Draws validation reports; progress: a file that the job appends JSON lines to (`done` of `total`)."""

    def draw(self, evaluation: Path, *, progress: Path | None = None) -> Path:
        """Draws what `evaluate` has kept in a folder; waits for it. Raises ReportError."""
        return self.run("validation", "--evaluation", str(evaluation), *_progress(progress))

    def measure_and_draw(self, model: str, boards: int, seed: int, *, progress: Path | None = None) -> Path:
        """Measures a model on fresh boards first. Raises ReportError."""
        asked = ("--model", model, "--boards", str(boards), "--seed", str(seed))
        return self.run("validation", *asked, *_progress(progress))


def _progress(file: Path | None) -> tuple[str, ...]:
    return () if file is None else ("--progress", str(file))


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

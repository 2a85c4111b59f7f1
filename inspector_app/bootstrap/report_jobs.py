"""Reports for the window, each drawn by a process of its own at low priority."""

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


def _file_of(told: str, errors: str, code: int) -> Path:
    try:
        result = json.loads(told)
    except ValueError:
        result = {}
    if code == 0 and "file" in result:
        return Path(result["file"])
    last = errors.strip().splitlines()[-1:] or [f"the job that draws it ended with {code}"]
    raise ReportError(str(result.get("error") or last[0]))

"""Trainings as jobs of the window: begun, found again, gone on with, ended."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

import psutil

from inspector_app.bootstrap.child_jobs import (
    LONGEST_JOB,
    Manner,
    Streams,
    own_command,
    reap,
    start_job,
    started_here,
)
from inspector_app.bootstrap.job_records import (
    WHAT,
    JobRecord,
    What,
    end,
    job_file,
    living,
    read_record,
    write_record,
)
from inspector_app.bootstrap.training_env import QUIET_ULTRALYTICS, SET_UP, python_with_torch
from inspector_app.settings.home import Home

Command = Callable[[Sequence[str]], list[str]]


class JobError(Exception):
    """A job that can't be started or ended; the message says why."""


class TrainingJobs:
    """At most one job at a time, for all trainings of a home; each outlives the window."""

    def __init__(self, home: Home, command: Command | None = None) -> None:
        self._home = home
        self._command = command or _training_command
        self._one_at_a_time = threading.Lock()

    @property
    def folder(self) -> Path:
        """Of all trainings."""
        return self._home.path / "training"

    def names(self) -> list[str]:
        """Trainings that were begun, whether or not they got anywhere."""
        if not self.folder.is_dir():
            return []
        every = (work for work in self.folder.iterdir() if not work.name.startswith("."))
        return sorted(work.name for work in every if was_begun(work) or read_record(work, "train"))

    def running(self, name: str) -> JobRecord | None:
        """The job that works on a training now."""
        reap()
        records = (read_record(self.folder / name, what) for what in WHAT)
        return next((record for record in records if living(record)), None)

    def begin(self, name: str, what: What, words: Sequence[str], allowed_by: str = "") -> None:
        """Starts a job on a training. Raises JobError where another runs, or OSError."""
        with self._one_at_a_time:
            busy = next((one for one in self.names() if self.running(one)), None)
            if busy is not None:
                raise JobError(
                    f"The training {busy} has a job already. One runs at a time: wait, or cancel it."
                )
            self._begin(self.folder / name, what, words, allowed_by)

    def cancel(self, name: str) -> None:
        """Ends the job of a training and waits for its end."""
        record = self.running(name)
        process = living(record)
        if record is None or process is None:
            raise JobError(f"No job works on the training {name} any more.")
        write_record(self.folder / name, record.model_copy(update={"cancelled": True}))
        end(process)
        reap()

    def _begin(self, work: Path, what: What, words: Sequence[str], allowed_by: str) -> None:
        job_file(work, what, "json").parent.mkdir(parents=True, exist_ok=True)
        job_file(work, what, "progress").unlink(missing_ok=True)
        told = ("--progress", str(job_file(work, what, "progress")))
        asked = [what, *words, *told, "--home", str(self._home.path), "--json"]
        manner = Manner(LONGEST_JOB, stays=True, environment=QUIET_ULTRALYTICS)
        with job_file(work, what, "out").open("wb") as out, job_file(work, what, "log").open("wb") as log:
            process = start_job(self._command(asked), Streams(out, log), manner)
        started_here(process)
        created = psutil.Process(process.pid).create_time()
        record = JobRecord(
            what=what, words=tuple(words), pid=process.pid, created=created, at=datetime.now(UTC),
            allowed_by=allowed_by,
        )  # fmt: skip
        write_record(work, record)


def was_begun(work: Path) -> bool:
    """Whether a training has said what it learns from."""
    return (work / "source.json").is_file()


def _training_command(words: Sequence[str]) -> list[str]:
    python = python_with_torch()
    if python is None:
        raise JobError(f"Nothing can be trained here yet. Set it up with: {SET_UP}")
    return own_command(*words, python=str(python))

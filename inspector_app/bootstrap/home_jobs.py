"""Jobs of a home other than trainings: commands of the program as child processes that outlive the window.

Each has a folder in HOME/jobs, by its kind and what it is about: the newest of a kind takes the place of the one
before. So any later window finds what runs, and what the last check, gates or report came to.
"""

from __future__ import annotations

import hashlib
import shutil
import threading
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

import psutil
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from inspector_app.bootstrap.child_jobs import (
    JOB,
    LONGEST_JOB,
    Manner,
    Streams,
    own_command,
    reap,
    start_job,
    started_here,
)
from inspector_app.bootstrap.job_lines import job_line
from inspector_app.bootstrap.job_records import end, living
from inspector_app.bootstrap.job_words import command_words, tells_progress
from inspector_app.bootstrap.training_jobs import JobError
from inspector_app.settings.home import Home
from inspector_app.settings.whole_files import write_whole
from inspector_app.ui.learning.ports import JobLine
from inspector_app.ui.learning.wishes import JobWish, thing_of

RECORD, OUT, LOG, PROGRESS = "job.json", "out", "log", "progress"
_MEASURES = frozenset({"gates", "release"})
# these time networks: what runs only where nothing else wants to would look slow beside a training


class HomeJobRecord(BaseModel):
    """A job: what was wished, its process, who allowed it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    wish: JobWish = Field(discriminator="kind")
    pid: int
    created: float
    at: datetime
    allowed_by: str = ""
    cancelled: bool = False


_RECORD = TypeAdapter(HomeJobRecord)


class HomeJobs:
    """The jobs of one home. command: turns words of the program into a command line; tests bring their own."""

    def __init__(self, home: Home, command: Callable[[Sequence[str]], list[str]] | None = None) -> None:
        self._home = home
        self._command = command or (lambda words: own_command(*words))
        self._one_at_a_time = threading.Lock()
        self._ended: dict[tuple[str, int], JobLine] = {}

    def all(self) -> tuple[JobLine, ...]:
        """Newest first; one whose record can't be read is left out."""
        reap()
        if not self._home.jobs.is_dir():
            return ()
        lines = [line for folder in self._home.jobs.iterdir() if (line := self._line(folder)) is not None]
        return tuple(sorted(lines, key=lambda line: line.at, reverse=True))

    def begin(self, wish: JobWish, allowed_by: str = "") -> None:
        """Starts a job. Raises JobError where one about the same thing runs, or OSError."""
        with self._one_at_a_time:
            busy = next(
                (one.wish for one in self.all() if one.state == "running" and _meet(one.wish, wish)), None
            )
            if busy is not None:
                raise JobError(f"“{busy.title}” runs already. Wait for it, or stop it.")
            self._begin(wish, allowed_by)

    def stop(self, wish: JobWish) -> None:
        """Ends a job and waits for its end. Raises JobError where it has ended by itself."""
        folder = self._folder(wish)
        record = read_record(folder)
        process = living(record)
        if record is None or process is None:
            raise JobError(f"“{wish.title}” does not run any more.")
        _write(folder, record.model_copy(update={"cancelled": True}))
        end(process)
        reap()

    def forget(self, wish: JobWish) -> None:
        """Takes a job that has ended off the list."""
        folder = self._folder(wish)
        if living(read_record(folder)) is not None:
            raise JobError(f"“{wish.title}” still runs; stop it first.")
        shutil.rmtree(folder, ignore_errors=True)

    def _begin(self, wish: JobWish, allowed_by: str) -> None:
        folder = self._folder(wish)
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        words = [*command_words(wish)]
        options = [f"--home={self._home.path}", "--json"]
        options += [f"--progress={folder / PROGRESS}"] if tells_progress(wish) else []
        words[_first_name(words) : _first_name(words)] = options
        manner = Manner(JOB if wish.kind in _MEASURES else LONGEST_JOB, stays=True)
        with (folder / OUT).open("wb") as out, (folder / LOG).open("wb") as log:
            process = start_job(self._command(words), Streams(out, log), manner)
        started_here(process)
        running = psutil.Process(process.pid)
        record = HomeJobRecord(
            wish=wish,
            pid=process.pid,
            created=running.create_time(),
            at=datetime.now(UTC),
            allowed_by=allowed_by,
        )
        try:
            _write(folder, record)
        except OSError:  # a full disk: nobody would find the job again
            end(running)
            raise

    def _folder(self, wish: JobWish) -> Path:
        """By hash: a subject may be a name in any script, or a path."""
        return self._home.jobs / f"{wish.kind}-{hashlib.sha256(wish.subject.encode()).hexdigest()[:16]}"

    def _line(self, folder: Path) -> JobLine | None:
        """As it is now; one that has ended is read once."""
        record = read_record(folder)
        if record is None:
            return None
        if living(record) is not None:
            return job_line(folder, record, running=True)
        key = (folder.name, (folder / RECORD).stat().st_mtime_ns)
        if key not in self._ended:
            self._ended[key] = job_line(folder, record, running=False)
        return self._ended[key]


def read_record(folder: Path) -> HomeJobRecord | None:
    """The record of a job; None where there is none, or it can't be read."""
    try:
        return _RECORD.validate_json((folder / RECORD).read_bytes())
    except (OSError, ValidationError):
        return None


def _write(folder: Path, record: HomeJobRecord) -> None:
    write_whole(folder / RECORD, record.model_dump_json(indent=1).encode() + b"\n")


def _meet(one: JobWish, other: JobWish) -> bool:
    """Whether two jobs are about the same thing: a dataset, a package, a recipe."""
    return (thing_of(one), one.subject) == (thing_of(other), other.subject)


def _first_name(words: Sequence[str]) -> int:
    """Where options still count as options."""
    return words.index("--") if "--" in words else len(words)

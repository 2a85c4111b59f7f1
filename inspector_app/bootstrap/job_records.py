"""Which job works on a training: kept beside its checkpoints, so that it is found again after the window was killed."""

from __future__ import annotations

import contextlib
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal, Protocol

import psutil
from pydantic import BaseModel, ConfigDict, ValidationError

from inspector_app.bootstrap.beside_the_line import check_beside_line
from inspector_app.learning.training.plan import TrainingError
from inspector_app.settings.home import Home
from inspector_app.settings.whole_files import write_whole

What = Literal["train", "quantize"]
WHAT: tuple[What, ...] = ("train", "quantize")

_FOLDER = "jobs"
_END_S = 20.0
_SAME_START_S = 0.01
_SILENT = (
    "The job ended without a word: it was killed, or the PC stopped. Resume goes on from its last checkpoint."
)


class JobRecord(BaseModel):
    """A job that was started: its words, its process (pid and start, since pids come again), who allowed it.

    One that was started at the command line has no words.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    what: What
    words: tuple[str, ...]
    pid: int
    created: float
    at: datetime
    allowed_by: str = ""
    cancelled: bool = False


def job_file(work: Path, what: What, suffix: str) -> Path:
    """A file of a job in the folder of its training: json, out, log, progress."""
    return work / _FOLDER / f"{what}.{suffix}"


def read_record(work: Path, what: What) -> JobRecord | None:
    """The newest job of this kind; None where there was none, or its record can't be read."""
    try:
        return JobRecord.model_validate_json(job_file(work, what, "json").read_bytes())
    except (OSError, ValidationError):
        return None


def write_record(work: Path, record: JobRecord) -> None:
    """Whole or not at all."""
    write_whole(job_file(work, record.what, "json"), record.model_dump_json(indent=1).encode() + b"\n")


def claim_beside_the_line(work: Path, what: What = "train", engineer: str = "") -> None:
    """As `claim`; and TrainingError where the line keeps such work off.

    engineer: who lets it run beside a line in auto-reject; whoever began it in a window has said so there.
    """
    record = read_record(work, what)
    said = record.allowed_by if record is not None and record.pid == psutil.Process().pid else engineer
    check_beside_line(Home(work.parent.parent), said)
    claim(work, what, engineer)


def claim(work: Path, what: What = "train", engineer: str = "") -> None:
    """The calling process does this to a training from now on, as windows see. TrainingError where another does."""
    record, me = read_record(work, what), psutil.Process()
    other = living(record)
    if other is not None and other.pid != me.pid:
        raise TrainingError(
            f"process {other.pid} works on the training {work.name} already ({what}); wait, or end it first"
        )
    if other is None:
        job_file(work, what, "json").parent.mkdir(parents=True, exist_ok=True)
        now, created = datetime.now(UTC), me.create_time()
        write_record(
            work, JobRecord(what=what, words=(), pid=me.pid, created=created, at=now, allowed_by=engineer)
        )


class Started(Protocol):
    """Which process a job is."""

    @property
    def pid(self) -> int:
        """Of the process."""

    @property
    def created(self) -> float:
        """When it started, since pids come again."""


def living(record: Started | None) -> psutil.Process | None:
    """The job's process where it still runs: this very one, and no other that has its pid by now."""
    if record is None:
        return None
    with contextlib.suppress(psutil.Error):
        process = psutil.Process(record.pid)
        same = abs(process.create_time() - record.created) < _SAME_START_S
        if same and process.status() != psutil.STATUS_ZOMBIE:
            return process
    return None


def end(process: psutil.Process) -> None:
    """Asks it to end, waits, and ends whatever is left of it after that."""
    with contextlib.suppress(psutil.Error):
        every = [process, *process.children(recursive=True)]
        process.terminate()
        _, left = psutil.wait_procs(every, timeout=_END_S)
        for one in left:
            with contextlib.suppress(psutil.NoSuchProcess):
                one.kill()


def last_words(work: Path, record: JobRecord | None) -> str:
    """Why a job that has ended did not come to its end; empty where it did, or was cancelled by a person."""
    if record is None or record.cancelled or not record.words:
        return ""
    answer = answer_in(job_file(work, record.what, "out"))
    if answer is None:
        return _SILENT
    return str(answer.get("error", ""))


def newest_step(work: Path, what: What) -> str:
    """The last line that a job has said."""
    return next((line for line in reversed(_lines(job_file(work, what, "log"))) if line.strip()), "").strip()


def progress_lines(work: Path, what: What) -> list[dict[str, Any]]:
    """What a job has told of its progress; a line that is cut off is left out."""
    return lines_told(job_file(work, what, "progress"))


def lines_told(path: Path) -> list[dict[str, Any]]:
    """The JSON objects in a file of progress."""
    told: list[dict[str, Any]] = []
    for line in _lines(path):
        with contextlib.suppress(ValueError):
            value = json.loads(line)
            if isinstance(value, dict):
                told.append(value)
    return told


def answer_in(path: Path) -> dict[str, Any] | None:
    """The JSON object that a job has left in the file of its output; None where there is none."""
    for line in reversed(_lines(path)):
        with contextlib.suppress(ValueError):
            value = json.loads(line)
            if isinstance(value, dict):
                return value
    return None


def _lines(path: Path) -> list[str]:
    try:
        return path.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return []

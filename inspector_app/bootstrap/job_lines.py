"""A job of a home as the screen shows it: how far it is, or what it came to."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from inspector_app.bootstrap.job_answers import AnswerError, read_answer
from inspector_app.bootstrap.job_records import answer_in
from inspector_app.ui.learning.ports import JobLine

if TYPE_CHECKING:
    from inspector_app.bootstrap.home_jobs import HomeJobRecord

_TAIL = 4096
_SILENT = (
    "The job ended without a word: it was killed, memory ran out, or the PC stopped. Nothing half done was kept; "
    "start it again."
)


def job_line(folder: Path, record: HomeJobRecord, *, running: bool) -> JobLine:
    """What there is to say of a job whose files lie in this folder."""
    at = record.at.isoformat()
    if running:
        return _running(folder / "progress", record, at)
    told = answer_in(folder / "out")
    if record.cancelled and (told is None or "error" in told):  # else it was done before it was told to stop
        return JobLine(record.wish, "stopped", at)
    if told is None:
        return JobLine(record.wish, "failed", at, trouble=_SILENT)
    if "error" in told:
        return JobLine(record.wish, "failed", at, trouble=str(told["error"]))
    try:
        return JobLine(record.wish, "done", at, answer=read_answer(record.wish.kind, told))
    except AnswerError as error:
        return JobLine(record.wish, "failed", at, trouble=str(error))


def _running(progress: Path, record: HomeJobRecord, at: str) -> JobLine:
    newest = _newest(progress)
    if newest is None:
        return JobLine(record.wish, "running", at)
    done, total = int(newest.get("done", 0)), int(newest.get("total", 0))
    left = None
    if "first_at" in newest and done:
        left = _left(newest, done, total)
    return JobLine(record.wish, "running", at, str(newest.get("what", "")), done, total, left)


def _left(newest: dict[str, Any], done: int, total: int) -> float | None:
    """By the mean time of what this step has done so far, as of now."""
    try:
        begun, told = (datetime.fromisoformat(str(newest[key])) for key in ("first_at", "at"))
    except ValueError:
        return None
    spent = (told - begun).total_seconds()
    since = (datetime.now(UTC) - told).total_seconds()
    return max(0.0, spent / done * (total - done) - since) if spent > 1 else None


def _newest(path: Path) -> dict[str, Any] | None:
    """The last whole line, and when its step began. A file of 100,000 lines is not read whole every second."""
    try:
        with path.open("rb") as file:
            first = file.readline()
            size = file.seek(0, 2)
            file.seek(max(0, size - _TAIL))
            last = file.read().splitlines()
    except OSError:
        return None
    head = _parsed(first)
    newest = next((line for text in reversed(last) if (line := _parsed(text)) is not None), None)
    if newest is not None and head is not None and head.get("what") == newest.get("what"):
        newest["first_at"] = head.get("at")
    return newest


def _parsed(line: bytes) -> dict[str, Any] | None:
    try:
        value = json.loads(line)
    except ValueError:  # cut off: it is being written
        return None
    return value if isinstance(value, dict) else None

"""Who calibrated or set up which camera, and when: HOME/camera-history.jsonl, only ever added to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

from inspector_app.settings.chained_lines import add_chained, read_chained

_CALLED = "the history of the cameras"
_LONGEST_NAME = 200


class CalibrationError(Exception):
    """A calibration that is not kept; the message says why."""


class What(StrEnum):
    """What was done."""

    CALIBRATED = "calibrated"
    WHITE_BALANCE = "white balance"
    SETTINGS = "settings"
    CAMERA = "camera"


@dataclass(frozen=True, slots=True)
class Scale:
    """What a target said; tilt and spread of a chessboard only."""

    mm_per_px: float
    residual_px: float
    target: str
    """In words: `chessboard 9 x 6, 10 mm`."""
    tilt_deg: float | None = None
    spread: float | None = None


@dataclass(frozen=True, slots=True)
class CameraEntry:
    """One line of the history. camera: kind and address (a serial) of the camera, "" of a picture from a file."""

    at: datetime
    by: str
    view: str
    camera: str
    what: What
    text: str = ""
    scale: Scale | None = None


def read_history(path: Path) -> tuple[CameraEntry, ...]:
    """All entries, oldest first. Raises ChainError for a file that was changed."""
    return read_chained(path, _CALLED, _entry)


def add_entry(path: Path, entry: CameraEntry) -> None:
    """Keeps an entry, on disk when this returns. Raises CalibrationError without a name; ChainError; OSError."""
    if not entry.by.strip() or len(entry.by) > _LONGEST_NAME:
        raise CalibrationError(f"Say who did it: a name of 1 to {_LONGEST_NAME} characters.")
    add_chained(path, _CALLED, _entry, {**asdict(entry), "at": entry.at.isoformat()})


def last_calibration(entries: Sequence[CameraEntry], view: str) -> CameraEntry | None:
    """The newest calibration of a view."""
    found = [entry for entry in entries if entry.view == view and entry.what is What.CALIBRATED]
    return found[-1] if found else None


def _entry(row: dict[str, Any]) -> CameraEntry:
    scale = row["scale"]
    return CameraEntry(
        **{
            **row,
            "at": datetime.fromisoformat(row["at"]),
            "what": What(row["what"]),
            "scale": Scale(**scale) if scale is not None else None,
        }
    )

"""Which cameras are due for calibration."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from inspector_app.calibration.history import CameraEntry, last_calibration


@dataclass(frozen=True, slots=True)
class Standing:
    """How the calibration of a view stands; why is empty where nothing is due."""

    view: str
    last: CameraEntry | None
    due_at: datetime | None
    why: str

    @property
    def due(self) -> bool:
        """Whether somebody has to calibrate."""
        return bool(self.why)


def standings(
    cameras: Mapping[str, str], entries: Sequence[CameraEntry], now: datetime, every_days: int
) -> tuple[Standing, ...]:
    """cameras: the camera of each view, named as in the history; "" where it has none."""
    return tuple(_standing(view, camera, entries, now, every_days) for view, camera in cameras.items())


def _standing(
    view: str, camera: str, entries: Sequence[CameraEntry], now: datetime, every_days: int
) -> Standing:
    last = last_calibration(entries, view)
    if last is None:
        return Standing(view, None, None, f"{view} was never calibrated")
    due_at = last.at + timedelta(days=every_days)
    why = ""
    if camera and last.camera and camera != last.camera:
        why = f"{view} has another camera ({camera}) than the one that was calibrated ({last.camera})"
    elif now < last.at:
        why = f"{view} was calibrated in the future ({last.at:%Y-%m-%d}): the clock was wrong then, or is now"
    elif now >= due_at:
        days = (now - last.at).days
        why = f"{view} was calibrated {days} days ago, by {last.by}; it is due every {every_days} days"
    return Standing(view, last, due_at, why)


def reminder(found: Sequence[Standing]) -> str:
    """One sentence for the window; empty where nothing is due."""
    why = [one.why for one in found if one.due]
    more = f", and {len(why) - 1} more" if len(why) > 1 else ""
    return f"Calibration is due: {why[0]}{more}." if why else ""

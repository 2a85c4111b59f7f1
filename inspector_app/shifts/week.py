"""What the report of a week says: machine and inspectors side by side, and the blind spots of both."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from inspector_app.quality.blind_spots import BlindSpots, SidesOfPart, find_blind_spots
from inspector_app.shifts.digest import DataDigest


@dataclass(frozen=True, slots=True)
class WeekReport:
    """All of it. without_machine: parts that went by while the station was away, answers for them, bad ones."""

    report_id: str
    sha256: str
    site: str
    line: str
    zone: str
    begin: datetime
    end: datetime
    models: tuple[str, ...]
    spots: BlindSpots
    without_machine: tuple[int, int, int]


def week_of(day: datetime) -> tuple[datetime, datetime]:
    """Monday to Monday, in the zone of the day."""
    begin = (day - timedelta(days=day.weekday())).replace(hour=0, minute=0, second=0, microsecond=0)
    return begin, begin + timedelta(days=7)


def build_week_report(
    parts: list[SidesOfPart], models: tuple[str, ...], without_machine: tuple[int, int, int],
    *, span: tuple[datetime, datetime], names: tuple[str, str, str],
) -> WeekReport:  # fmt: skip
    """names: site, line, zone. The same data give the same report, hash included."""
    digest = DataDigest()
    digest.add("week", [*span, *names])
    for part in parts:
        digest.add("part", part)
    digest.add("without machine", without_machine)
    sha256 = digest.hex()
    begin, end = span
    return WeekReport(
        f"WR-{begin:%Y%m%d}-{sha256[:8].upper()}", sha256, *names, begin, end, models, find_blind_spots(parts),
        without_machine,
    )  # fmt: skip

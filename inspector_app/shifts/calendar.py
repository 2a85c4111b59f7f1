"""Times as the plant's clock shows them."""

from __future__ import annotations

from datetime import UTC, datetime, tzinfo
from zoneinfo import ZoneInfo


def plant_zone(name: str) -> tzinfo | None:
    """The zone of this IANA name, or None where there is no such zone."""
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return None


def zone_or_utc(name: str) -> tzinfo:
    """The plant's zone; UTC where its name is not known, so that a report prints all the same."""
    return plant_zone(name) or UTC


def offset_text(at: datetime, zone: tzinfo) -> str:
    """The offset from UTC at this instant, as +02:00."""
    text = at.astimezone(zone).strftime("%z")
    return f"{text[:3]}:{text[3:5]}"


def day_text(at: datetime, zone: tzinfo) -> str:
    """The day on the plant's clock, as 2026-10-25."""
    return at.astimezone(zone).strftime("%Y-%m-%d")


def clock_text(at: datetime, zone: tzinfo) -> str:
    """The time of day on the plant's clock, as 22:05:09."""
    return at.astimezone(zone).strftime("%H:%M:%S")


def moment_text(at: datetime, start: datetime, zone: tzinfo) -> str:
    """The time of day, with its day where that is another than the shift's first."""
    clock = clock_text(at, zone)
    return clock if day_text(at, zone) == day_text(start, zone) else f"{day_text(at, zone)} {clock}"


def span_text(start: datetime, end: datetime, zone: tzinfo) -> str:
    """A stretch of time; the second day only where it differs, two offsets only where the clock changed."""
    first = f"{start.astimezone(zone):%Y-%m-%d %H:%M}"
    same_day = day_text(start, zone) == day_text(end, zone)
    same_offset = offset_text(start, zone) == offset_text(end, zone)
    last = end.astimezone(zone).strftime("%H:%M" if same_day else "%Y-%m-%d %H:%M")
    head = first if same_offset else f"{first} {offset_text(start, zone)}"
    return f"{head} to {last} {offset_text(end, zone)}"


def duration_text(seconds: float) -> str:
    """A duration for people: 48 s, 12 min 5 s, 8 h 0 min."""
    whole = max(0, round(seconds))
    if whole < 60:
        return f"{whole} s"
    minutes, rest = divmod(whole, 60)
    if minutes < 60:
        return f"{minutes} min {rest} s" if rest else f"{minutes} min"
    hours, minutes = divmod(minutes, 60)
    return f"{hours} h {minutes} min"

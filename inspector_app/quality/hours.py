"""Clock hours of a plant: slots of time on its wall clock, over midnight and over summer time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo


@dataclass(frozen=True, slots=True, order=True)
class Slot:
    """A stretch of the plant's clock as two instants in UTC; a clock change may cut it short."""

    start: datetime
    end: datetime

    def label(self, zone: tzinfo) -> str:
        """The start on the plant's clock, as 22:00."""
        return f"{self.start.astimezone(zone):%H:%M}"


def slot_of(at: datetime, zone: tzinfo, minutes: int = 60) -> Slot:
    """The slot of the plant's clock that holds this instant; minutes must divide an hour.

    The hour that comes twice when summer time ends is two slots, the one that is skipped in spring is none.
    Raises ValueError for a time without a zone, or minutes that do not divide 60.
    """
    if at.tzinfo is None:
        raise ValueError("a time needs a zone")
    if minutes < 1 or 60 % minutes:
        raise ValueError(f"{minutes} minutes do not divide an hour")
    length = timedelta(minutes=minutes)
    instant = at.astimezone(UTC)
    into = _into_slot(instant, zone, minutes)
    start, end = instant - into, instant - into + length
    # A clock change inside (Lord Howe's is of half an hour) cuts the slot in two.
    offset = instant.astimezone(zone).utcoffset()
    if start.astimezone(zone).utcoffset() != offset:
        start = _change_between(start, instant, zone)
    if (end - timedelta.resolution).astimezone(zone).utcoffset() != offset:
        end = _change_between(instant, end, zone)
    return Slot(start, end)


def _into_slot(instant: datetime, zone: tzinfo, minutes: int) -> timedelta:
    local = instant.astimezone(zone)
    return timedelta(minutes=local.minute % minutes, seconds=local.second, microseconds=local.microsecond)


def _change_between(before: datetime, after: datetime, zone: tzinfo) -> datetime:
    """The first second with the later offset; before and after must have different offsets."""
    target = after.astimezone(zone).utcoffset()
    while after - before > timedelta(seconds=1):
        middle = (before + (after - before) / 2).replace(microsecond=0)
        if middle <= before:
            break
        if middle.astimezone(zone).utcoffset() == target:
            after = middle
        else:
            before = middle
    return after


def slots_between(start: datetime, end: datetime, zone: tzinfo, minutes: int = 60) -> Iterator[Slot]:
    """The slots from the one that holds start to the last that begins before end, in order."""
    slot = slot_of(start, zone, minutes)
    yield slot
    while slot.end < end:
        slot = slot_of(slot.end, zone, minutes)
        yield slot

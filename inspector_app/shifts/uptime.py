"""How much of the wanted time the station and each camera worked, against the guide's 99.5 %.

The station is down while READY is off for a reason of its own, or while no line runs at all. Time in which a person
or the PLC had stopped a line that would have worked was not wanted. A camera is down while it gives no images, within
the wanted time; one whose spare stands in for it is down, and the station is not.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from inspector_app.shifts.calendar import duration_text
from inspector_app.shifts.periods import Period, covered, seconds, without
from inspector_app.shifts.ports import DID_NOT_RUN, EventRow

STATION = "station"
LEAST = 0.995
"""Below this share the report asks for a look; the guide's figure."""


@dataclass(frozen=True, slots=True)
class Uptime:
    """Of the station, or of one camera: seconds wanted, and seconds of these without it."""

    name: str
    wanted_s: float
    down_s: float

    @property
    def share(self) -> float | None:
        """0 to 1; None where it was never wanted."""
        return 1 - self.down_s / self.wanted_s if self.wanted_s > 0 else None

    @property
    def is_low(self) -> bool:
        """Less than the guide asks for."""
        return self.share is not None and self.share < LEAST


def uptimes(events: Sequence[EventRow], span: Period) -> tuple[Uptime, tuple[Uptime, ...]]:
    """Of the station, and of each camera that was ever away, by view; the others always gave images."""
    down = covered((event for event in events if _is_down(event)), span)
    unwanted = without(covered((event for event in events if event.kind == "stop"), span), down)
    wanted = max((span[1] - span[0]).total_seconds(), 0.0) - seconds(unwanted)
    away: dict[str, list[EventRow]] = {}
    for event in events:
        if event.kind == "camera outage":
            away.setdefault(event.source, []).append(event)
    cameras = (
        Uptime(view, wanted, seconds(without(covered(away[view], span), unwanted))) for view in sorted(away)
    )
    return Uptime(STATION, wanted, seconds(down)), tuple(cameras)


def _is_down(event: EventRow) -> bool:
    return event.kind == "not ready" or (event.kind == "stop" and event.text == DID_NOT_RUN)


def uptime_words(one: Uptime) -> str:
    """The share and what it is of; hundredths of a percent, since the limit is half a percent away from all."""
    if one.share is None:
        return "n/a: never wanted"
    return (
        f"{one.share * 100:.2f} % of {duration_text(one.wanted_s)} wanted, {duration_text(one.down_s)} down"
    )


def low_uptime(one: Uptime) -> str:
    """A sentence for an uptime below the guide's."""
    name = "The station" if one.name == STATION else f"Camera {one.name}"
    return f"{name} was up {uptime_words(one)}; the guide asks for {LEAST * 100:g} %."

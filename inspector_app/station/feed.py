"""Stopping and starting the feed of parts: a stop stands until a person ends it, also over a restart."""

from __future__ import annotations

import logging

from inspector_app.inspection.ports import RecordError
from inspector_app.station.floor import Floor

SOURCE = "feed"
"""In the records: a stop of this source is ended by a person alone; records.shift_book looks for it."""
BY_PERSON = "the feed was stopped at the bench"
AFTER_DEATH = "the line died and was started again"
_LOG = logging.getLogger(__name__)


def stop_feed(floor: Floor, why: str) -> None:
    """No part comes any more, and the records know it; `why` is the reason in words."""
    floor.tools.source.running = False
    floor.state = "paused"
    floor.stopped_why = why
    keep_stop(floor)


def start_feed(floor: Floor) -> None:
    """A person has looked: parts come again."""
    floor.tools.source.running = True
    floor.state = "running"
    floor.stopped_why, floor.unacknowledged = "", False
    floor.tools.link.acknowledge()
    floor.close_event(floor.stop_event)
    floor.stop_event = None


def halt(floor: Floor, why: str) -> None:
    """The line stops itself: READY is off until a person has looked and starts the feed."""
    floor.unacknowledged = True
    stop_feed(floor, why)
    floor.tell("alarm", f"The line has stopped: {why}. Look, then start the feed (F8).")


def keep_stop(floor: Floor) -> None:
    """Keeps the stop that lasts now, in the shift that runs now."""
    floor.stop_event = floor.keep_event("stop", floor.stopped_why or BY_PERSON, SOURCE)


def standing_stop(floor: Floor) -> tuple[str, str] | None:
    """Id and words of a stop that nobody has ended. Records that can't be read stop nothing by themselves."""
    try:
        return floor.tools.records.standing_stop()
    except RecordError:
        _LOG.exception("whether the feed was stopped can't be read")
        return None


def begin_stopped(floor: Floor, before: tuple[str, str] | None, *, restarted: bool) -> bool:
    """After a restart: stays stopped where a person, or the line's death, asks for a person; whether it does.

    before: the stop that stood when the line came up; the shift may have ended its row meanwhile.
    """
    if before is None and not restarted:
        return False
    why = before[1] if before is not None else AFTER_DEATH
    now = standing_stop(floor)
    floor.unacknowledged = True
    if now is None:
        stop_feed(floor, why)
    else:
        floor.tools.source.running, floor.state = False, "paused"
        floor.stopped_why, floor.stop_event = why, now[0]
    floor.tell("warning", f"The feed stays stopped after the restart: {why}. A person starts it again (F8).")
    return True

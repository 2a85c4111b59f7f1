"""READY: on only while every camera lives, everything is recorded and inspection works."""

from __future__ import annotations

from inspector_app.station.floor import Floor


def update_ready(floor: Floor, *, stalled: bool = False) -> None:
    """Sets READY as things are; off means that every part is rejected. stalled: a part takes far too long."""
    floor.stalled = stalled
    able = _inspects(floor) and not floor.faults.sentence and not stalled
    able = able and not floor.at_work.blocked
    acknowledged = not floor.unacknowledged and not floor.trial_views
    floor.ready = able and acknowledged and floor.tools.cameras.all_live
    floor.tools.guard.set_ready(floor.ready)


def _inspects(floor: Floor) -> bool:
    """A feed that a person has stopped is in that person's hands: the line must see that nobody inspects."""
    return floor.state == "running" or (floor.state == "paused" and not floor.stopped_why)


def why_not_ready(floor: Floor) -> str:
    """A sentence for people; empty where the line is ready."""
    if floor.faults.sentence:
        return floor.faults.sentence
    if floor.at_work.blocked:
        return floor.at_work.blocked
    ill = [
        f"camera {state.view}: {state.detail or state.state}"
        for state in floor.tools.cameras.states()
        if state.state != "live"
    ]
    ill += ["a part takes far too long"] if floor.stalled else []
    ill += [f"camera {view} is back: the next part is its reference" for view in sorted(floor.trial_views)]
    return "; ".join(ill)

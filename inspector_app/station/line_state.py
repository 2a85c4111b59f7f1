"""The heartbeat's content."""

from __future__ import annotations

import inspector_app
from inspector_app.domain.messages import LineState
from inspector_app.station.events import shift_info
from inspector_app.station.floor import Floor, State
from inspector_app.station.readiness import why_not_ready


def line_state(floor: Floor) -> LineState:
    """The line as it is now; asks nothing of the database, so that a slow disk can't hold it up."""
    tools, recipe = floor.tools, floor.at_work.recipe
    return LineState(
        state=_shown(floor),
        detail=_detail(floor),
        ready=floor.ready,
        demo=tools.source.simulated,
        mode=recipe.mode,
        recipe=recipe.name,
        recipe_version=recipe.version,
        product=recipe.product,
        products=tools.book.products(),
        model=floor.at_work.model,
        program_version=inspector_app.__version__,
        lot=tools.records.current_lot(),
        shift=shift_info(tools.records.current_shift()),
        parts_per_hour=tools.source.parts_per_hour,
        cameras=tools.cameras.states(),
        counters=floor.counters,
        images=tools.records.image_folder(),
        link=tools.link.state(),
    )


def _shown(floor: Floor) -> State:
    waits = floor.state == "paused" and floor.unacknowledged  # what a person can do about it goes first
    faulty = floor.state in {"running", "paused"} and floor.faults.sentence
    return "fault" if faulty and not waits else floor.state


def _detail(floor: Floor) -> str:
    if floor.state == "paused" and (floor.unacknowledged or not floor.faults.sentence):
        return "all parts are through" if floor.tools.source.ended else _stopped(floor)
    return why_not_ready(floor)


def _stopped(floor: Floor) -> str:
    if floor.unacknowledged:
        return f"stopped until a person starts it (F8): {floor.stopped_why}"
    return floor.stopped_why or "the feed is stopped"

"""Follows the link to the line's PLC: tells people, keeps READY true to it, and does what the PLC asks."""

from __future__ import annotations

from inspector_app.domain.line_signals import LineFault, StationWord
from inspector_app.domain.recipe import Mode
from inspector_app.inspection.ports import RecordError
from inspector_app.station.commands import put_to_work
from inspector_app.station.feed import halt
from inspector_app.station.floor import Floor
from inspector_app.station.modes import stops_belt
from inspector_app.station.readiness import update_ready

_SOURCE = "plc"


class LinkWatch:
    """Looked at on the line's thread, between two parts."""

    def __init__(self, floor: Floor) -> None:
        self._floor = floor
        self._event: str | None = None
        self._stop: str | None = None
        self._manual: int | None = None

    def look(self) -> None:
        """The loop turns: the heartbeat goes on, and what has changed is dealt with."""
        floor, link = self._floor, self._floor.tools.link
        link.progress()
        self._follow_trouble(link.trouble)
        if link.halting and not floor.unacknowledged:
            halt(floor, link.trouble)
        for text in link.news():
            floor.keep_event("event", text, _SOURCE)
            floor.tell("warning", text)
        self._follow_recipe()
        self._follow_line_stop()
        floor.gate.look(floor)
        recipe = floor.at_work.recipe
        self._note_uninspected()
        link.set_state(
            StationWord(
                _station_fault(floor), floor.unacknowledged and stops_belt(recipe.mode), recipe.product,
                alert=recipe.mode is Mode.ALERT, lamp=recipe.mode is Mode.ALERT and floor.newest_rejected,
            )
        )  # fmt: skip

    def close(self) -> None:
        """The line ends, and with it what still lasted."""
        self._floor.close_event(self._event)
        self._floor.close_event(self._stop)
        self._event = self._stop = None

    def _follow_trouble(self, trouble: str) -> None:
        floor, before = self._floor, self._floor.faults.link or ""
        if trouble == before:
            return
        floor.faults.link = trouble or None
        update_ready(floor)
        if not trouble:
            floor.tell("info", "The link to the PLC works, and nothing waits to be acknowledged.")
            floor.close_event(self._event)
            self._event = None
            return
        floor.tell("alarm", f"{trouble}. Every part is rejected.")
        if self._event is None:
            self._event = floor.keep_event("alarm", trouble, _SOURCE)

    def _follow_recipe(self) -> None:
        floor, link = self._floor, self._floor.tools.link
        asked = link.asked_product()
        if asked is None:
            return
        number, product = asked
        if product is None:
            link.refuse_recipe(number, "the line's settings know no such recipe")
            return
        floor.tools.guard.set_ready(False)  # loading takes seconds, and no part is looked at meanwhile
        try:
            put_to_work(floor, product)
        except Exception as error:  # whatever keeps it from work: the PLC gets a fault, the old one stays
            link.refuse_recipe(number, str(error))

    def _note_uninspected(self) -> None:
        """While the station was away its line may have gone on by manual inspection: those parts have no verdict."""
        floor, state = self._floor, self._floor.tools.link.state()
        if state is None or state.manual is None or state.manual == self._manual:
            return
        try:
            parts = floor.tools.records.note_uninspected(state.manual)
        except RecordError:
            return  # said already where records fail; the count is looked at again
        self._manual = state.manual
        if parts:
            text = (
                f"{parts} parts went by manual inspection while the station was away: not inspected by machine. "
                "Their answers are entered later: inspector-app answers import."
            )
            floor.keep_event("alarm", text, _SOURCE)
            floor.tell("alarm", text)

    def _follow_line_stop(self) -> None:
        floor, state = self._floor, self._floor.tools.link.state()
        stands = state is not None and state.line_runs is False
        if stands and self._stop is None:
            self._stop = floor.keep_event("stop", "the PLC has stopped the line", _SOURCE) or ""
        elif not stands and self._stop is not None:
            floor.close_event(self._stop or None)
            self._stop = None


def _station_fault(floor: Floor) -> LineFault:
    if floor.faults.record:
        return LineFault.RECORDS
    if floor.faults.inference or floor.faults.output:
        return LineFault.INSPECTION
    return LineFault.NONE if floor.tools.cameras.all_live else LineFault.CAMERA

"""What frames of a part tell of cameras: a reference after a return, and ids that do not match twice in a row."""

from __future__ import annotations

from inspector_app.domain.part import Inspection
from inspector_app.domain.verdict import COULD_NOT_JUDGE, Rule
from inspector_app.station.feed import halt
from inspector_app.station.floor import Floor

STOP_AFTER = 2
_NO_REFERENCE = (COULD_NOT_JUDGE - {Rule.NO_DETECTOR}) | {
    *(Rule.EMPTY_FIXTURE, Rule.WRONG_PRODUCT, Rule.TURNED, Rule.UNLIKE_GOLDEN, Rule.TWO_PARTS)
}


class FrameOrder:
    """Looks at the cameras after each part."""

    def __init__(self, floor: Floor) -> None:
        self._floor = floor
        self._gaps = self._count()
        self._in_a_row = 0
        self._told: dict[str, tuple[int, int, int]] = {}

    def part_done(self, inspection: Inspection | None) -> None:
        """A part is through; inspection is None where it could not be recorded."""
        self._end_trials(inspection)
        gaps, before = self._count(), self._gaps
        self._gaps = gaps
        wrong = sorted(view for view, count in gaps.items() if count > before.get(view, 0))
        self._in_a_row = self._in_a_row + 1 if wrong else 0
        self._tell_mismatches()
        if self._in_a_row >= STOP_AFTER:
            self._in_a_row = 0
            halt(
                self._floor,
                f"triggers and frames did not match on {STOP_AFTER} parts running ({', '.join(wrong)})",
            )

    def _tell_mismatches(self) -> None:
        for state in self._floor.tools.cameras.states():
            now = state.gaps, state.repeats, state.strays
            if now == self._told.get(state.view, (0, 0, 0)):
                continue
            self._told[state.view] = now
            self._floor.tell(
                "warning",
                f"Camera {state.view}: so far {now[0]} frames were missing by their ids, {now[1]} came again, "
                f"{now[2]} belonged to no part.",
            )

    def _end_trials(self, inspection: Inspection | None) -> None:
        """A camera may count again once a part could be judged by its frame against the golden."""
        floor = self._floor
        if not floor.trial_views or inspection is None or inspection.verdict.rule in _NO_REFERENCE:
            return
        proven = floor.trial_views & {frame.view for frame in inspection.frames}
        floor.trial_views -= proven
        for view in sorted(proven):
            floor.tell("info", f"Camera {view} has shown its reference; its parts count again.")

    def _count(self) -> dict[str, int]:
        """Frame ids that were skipped or came again, by view."""
        return {state.view: state.gaps + state.repeats for state in self._floor.tools.cameras.states()}

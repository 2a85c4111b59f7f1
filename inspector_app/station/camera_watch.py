"""Tells people when a camera goes and comes back, and keeps outages and lost frames for the shift report."""

from __future__ import annotations

from inspector_app.domain.messages import CameraState
from inspector_app.station.floor import Floor

_DOWN = frozenset({"restarting", "fault"})


class CameraWatch:
    """Compares the cameras' states from turn to turn of the loop."""

    def __init__(self, floor: Floor) -> None:
        self._floor = floor
        self._outages: dict[str, str | None] = {}
        self._losing: set[str] = set()
        self._at_work: dict[str, str] = {}
        self._unguarded: set[str] = set()
        self._lost = floor.tools.cameras.lost_frames

    def look(self) -> None:
        """Call it once a turn."""
        for state in self._floor.tools.cameras.states():
            if state.state in _DOWN and state.view not in self._outages:
                self._went(state)
            elif state.state == "live" and state.view in self._outages:
                self._came_back(state)
            self._watch_losses(state)
            self._watch_spare(state)
        self._keep_lost_frames()

    def close(self) -> None:
        """The line ends, and with it what still lasted."""
        for event in self._outages.values():
            self._floor.close_event(event)
        self._outages.clear()

    def _went(self, state: CameraState) -> None:
        text = f"Camera {state.view} gives no images: {state.detail}"
        self._floor.tell("alarm", text)
        self._outages[state.view] = self._floor.keep_event("camera outage", text, state.view)

    def _came_back(self, state: CameraState) -> None:
        self._floor.close_event(self._outages.pop(state.view))
        self._floor.trial_views |= {state.view}
        self._floor.tell(
            "info", f"Camera {state.view} gives images again. The next part is its reference and is rejected."
        )

    def _watch_spare(self, state: CameraState) -> None:
        before = self._at_work.get(state.view)
        self._at_work[state.view] = state.camera
        if before is not None and before != state.camera:
            self._changed(state, before)
        if state.standby_lost and state.view not in self._unguarded:
            self._unguarded.add(state.view)
            self._floor.tell("warning", f"View {state.view} has no camera in reserve. {state.standby_lost}")
        elif not state.standby_lost:
            self._unguarded.discard(state.view)

    def _changed(self, state: CameraState, before: str) -> None:
        text = f"View {state.view}: {state.camera} has taken over from {before}."
        if state.spare_at_work:
            text += " See to the first camera, then give the view back to it (End, B)."
        self._floor.trial_views |= {state.view}
        self._floor.keep_event("alarm" if state.spare_at_work else "event", text, state.view)
        self._floor.tell(
            "alarm" if state.spare_at_work else "info",
            f"{text} The next part is its reference and is rejected.",
        )

    def _watch_losses(self, state: CameraState) -> None:
        if state.losing and state.view not in self._losing:
            self._losing.add(state.view)
            self._floor.tell("alarm", f"Camera {state.view}: {state.losing}")
        elif not state.losing:
            self._losing.discard(state.view)

    def _keep_lost_frames(self) -> None:
        while self._lost < self._floor.tools.cameras.lost_frames:
            if self._floor.keep_event("lost frame", "a triggered frame never came", "line") is None:
                return  # tried again in the next turn: the line must not stand still for it
            self._lost += 1

"""What a drill saw, and whether the PLC did what the setting says while the station was away. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from inspector_app.simulation.plc_program import PlcCounts

_AWAY = {
    "reject": "While it was away every part was rejected",
    "stop": "While it was away the belt stood",
    "manual": "While it was away parts went on by manual inspection, counted as not inspected",
}


@dataclass(frozen=True, slots=True)
class DrillStep:
    """One thing that was looked at."""

    name: str
    ok: bool
    said: str

    @property
    def line(self) -> str:
        """For people."""
        return f"{'ok  ' if self.ok else 'BAD '} {self.name}: {self.said}"


def judge_away(when_away: str, before: PlcCounts, after: PlcCounts) -> DrillStep:
    """Whatever the setting: no part may leave as good while nobody looks."""
    good, held = after.good - before.good, after.held - before.held
    unanswered, manual = after.no_answer - before.no_answer, after.manual - before.manual
    triggered, stood = after.triggered - before.triggered, after.stopped_cycles > before.stopped_cycles
    said = f"{triggered} parts came: {good} left as good, {held} held, {manual} by manual inspection"
    said += "; the belt stood" if stood else "; the belt ran"
    fits = {
        "reject": not stood and manual == 0 and triggered > 0 and unanswered > 0,
        "stop": stood and triggered <= 1 and manual == 0,
        "manual": not stood and manual > 0,
    }
    return DrillStep(_AWAY[when_away], good == 0 and fits[when_away], said)

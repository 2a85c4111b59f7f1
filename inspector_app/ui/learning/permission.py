"""When a job may run beside the line: in auto-reject only where an engineer says so, by name."""

from __future__ import annotations

from inspector_app.domain.recipe import Mode


def asks_engineer(mode: Mode | None) -> str:
    """Why an engineer has to say so before a job starts; empty where nobody has to."""
    if mode is None:
        return "It is not known yet in what mode the line runs."
    if mode is Mode.AUTO_REJECT:
        return "The running recipe is in auto-reject: a job beside it takes processor time from the gate."
    return ""

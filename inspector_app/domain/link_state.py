"""How the link to the line's PLC is, as the window is told; there is none where no PLC is set up."""

from __future__ import annotations

from datetime import datetime

from inspector_app.domain.message_parts import Message


class LinkFault(Message):
    """A fault of the link to the line's PLC; standing: its cause is still there. Codes: docs/line-signals.md."""

    code: int
    text: str
    since: datetime
    standing: bool


class LinkState(Message):
    """How the link to the line's PLC is. heard_age_s, line_runs and the gate's counts: None before it said any."""

    name: str
    connected: bool
    ready: bool
    """READY as it was read back."""
    heard_age_s: float | None
    line_runs: bool | None
    line_stop: bool
    """The station asks the line to stop."""
    held: int | None = None
    good: int | None = None
    manual: int | None = None
    """Parts that went by manual inspection while the station was away, since the PLC's count began."""
    on_the_way: int = 0
    """Rejected parts that the sensor at the hold bin has yet to see."""
    detail: str = ""
    faults: tuple[LinkFault, ...] = ()

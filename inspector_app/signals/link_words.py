"""The link as people see it: one sentence where something is wrong, and its state for the window."""

from __future__ import annotations

from inspector_app.domain.line_signals import StationSignals
from inspector_app.domain.link_state import LinkFault, LinkState
from inspector_app.signals.handshake import Handshake


def trouble_words(handshake: Handshake, why_away: str) -> str:
    """Why READY can't be on the wire; empty where it can. why_away: what keeps the link from being there."""
    if not handshake.connected:
        return f"no link to the PLC: {why_away}"
    faults = handshake.faults.all
    if not faults:
        return ""
    standing = "" if any(fault.standing for fault in faults) else "; to be acknowledged"
    return "; ".join(f"{fault.text} (code {fault.code:d})" for fault in faults) + standing


def link_state(handshake: Handshake, name: str, *, ready: bool, age_s: float, trouble: str) -> LinkState:
    """ready: as it was read back; age_s: since the PLC was last heard; trouble: why there is no link."""
    heard = handshake.heard
    return LinkState(
        name=name,
        connected=handshake.connected,
        ready=handshake.connected and ready,
        heard_age_s=round(age_s, 1) if heard is not None else None,
        line_runs=heard.line_running if heard is not None else None,
        held=heard.held if heard is not None else None,
        good=heard.good if heard is not None else None,
        manual=heard.manual if heard is not None and handshake.out.away_manual else None,
        on_the_way=handshake.on_the_way,
        line_stop=handshake.out.line_stop,
        detail="" if handshake.connected else trouble,
        faults=tuple(
            LinkFault(code=int(fault.code), text=fault.text, since=fault.since, standing=fault.standing)
            for fault in handshake.faults.all
        ),
    )


def difference(told: StationSignals, held: StationSignals) -> str:
    """What the other side does not hold of what it was told."""
    names = [name for name in StationSignals.__slots__ if getattr(told, name) != getattr(held, name)]
    return f"the PLC does not hold what it was told: {', '.join(names)}"

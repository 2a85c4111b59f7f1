"""The mode screen's text: what holds now, every condition with its figure and limit, who changed it when."""

from __future__ import annotations

from datetime import tzinfo
from html import escape

from inspector_app.domain.mode import ModeChange
from inspector_app.quality.gates import Gate
from inspector_app.release.mode_standing import ModeStanding

_MARKS = {True: "✓", False: "✕", None: "?"}
_MOST_CHANGES = 8


def mode_page(standing: ModeStanding, zone: tzinfo) -> str:
    """As HTML."""
    conditions = _conditions(standing) if standing.next is not None else ""
    changes = "".join(_change(one, zone) for one in standing.history[:_MOST_CHANGES])
    return (
        f"<h2>{escape(standing.model)} on {escape(standing.line)}: {standing.mode.value}</h2>"
        f"<p><b>{_verdict(standing)}</b></p>{conditions}"
        f"<h3>Changes</h3><table cellpadding='5' width='100%'>{changes}</table>"
    )


def _verdict(standing: ModeStanding) -> str:
    if standing.next is None:
        return "This is the highest mode."
    if standing.may_go_up:
        return f"Every condition of {standing.next.value} is met."
    missing = sum(not gate.passed for gate in standing.gates) + bool(standing.obstacle)
    return f"Not yet {standing.next.value}: {missing} of {len(standing.gates) + bool(standing.obstacle)} not met."


def _conditions(standing: ModeStanding) -> str:
    head = "<tr><td></td><td><b>Condition</b></td><td><b>Now</b></td><td><b>Needed</b></td><td><b>From</b></td></tr>"
    rows = "".join(_condition(gate) for gate in standing.gates)
    obstacle = f"<p>✕ {escape(standing.obstacle)}</p>" if standing.obstacle else ""
    return f"<table cellpadding='5' width='100%'>{head}{rows}</table>{obstacle}"


def _condition(gate: Gate) -> str:
    paper = "" if gate.passed else " bgcolor='#E69F00'"
    ink = "" if gate.passed else " style='color:#0E0E0E'"
    now = f"{gate.measured} ({gate.bound})" if gate.bound else gate.measured
    cells = (_MARKS[gate.met], gate.name, now, gate.asked, gate.source)
    return f"<tr>{''.join(f'<td{paper}><span{ink}>{escape(cell)}</span></td>' for cell in cells)}</tr>"


def _change(change: ModeChange, zone: tzinfo) -> str:
    at = change.at.astimezone(zone)
    cells = (f"{at:%Y-%m-%d %H:%M}", change.mode.value, change.by, change.reason)
    return f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in cells)}</tr>"

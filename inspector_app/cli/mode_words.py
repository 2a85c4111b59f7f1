"""How the `mode` commands say how a model stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from inspector_app.cli.model_words import gate_fields, gate_lines

if TYPE_CHECKING:
    from inspector_app.domain.mode import ModeChange
    from inspector_app.release.mode_standing import ModeStanding


def standing_fields(standing: ModeStanding) -> dict[str, Any]:
    """For scripts."""
    return {
        "line": standing.line,
        "recipe": standing.recipe,
        "recipe_allows": standing.allows,
        "model": standing.model,
        "model_sha256": standing.model_sha256,
        "mode": standing.mode,
        "next": standing.next,
        "may_go_up": standing.may_go_up,
        "sentence": standing.sentence,
        "obstacle": standing.obstacle,
        "conditions": [gate_fields(gate) for gate in standing.gates],
        "counts": standing.evidence,
        "history": [_change_fields(change) for change in standing.history],
    }


def _change_fields(change: ModeChange) -> dict[str, Any]:
    return {
        "mode": change.mode,
        "by": change.by,
        "reason": change.reason,
        "at": change.at,
        "said": change.said,
    }


def standing_text(standing: ModeStanding) -> str:
    """For people."""
    newest = standing.history[0] if standing.history else None
    since = f" since {newest.at:%Y-%m-%d %H:%M} UTC, by {newest.by}" if newest else ""
    why = f": {newest.reason}" if newest and newest.reason else ""
    lines = [f"{standing.model} on {standing.line}: {standing.mode.value}{since}{why}"]
    if standing.next is not None:
        lines += [f"Conditions of {standing.next.value}:", *gate_lines(standing.gates)]
        lines += [f"BAD  {standing.obstacle}"] if standing.obstacle else []
    return "\n".join([*lines, standing.sentence])

"""Figures that a release is judged by: of the card, and of the newest evaluation; what is worse counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from inspector_app.quality.gates import Gate, worse
from inspector_app.quality.model_gates import ModelResult, gates_of_model
from inspector_app.settings.release_figures import ReleaseFigures

NO_EVALUATION = "no evaluation of this package on a vault or fresh boards is kept in this home"


@dataclass(frozen=True, slots=True)
class Evidence:
    """Figures with where they are from, in words, and the machine that they were measured on, where that is known."""

    said: str
    result: ModelResult
    machine: str | None = None


def judged_together(evidence: Sequence[Evidence], limits: ReleaseFigures) -> tuple[list[Gate], str]:
    """One gate of each kind, the worse where there are two, and a sentence that says which were used."""
    chosen: dict[str, tuple[Gate, Evidence]] = {}
    for one in evidence:
        for gate in gates_of_model(one.result, limits):
            before = chosen.get(gate.name)
            if before is None or worse(before[0], gate) is gate:
                chosen[gate.name] = gate, one
    counts = {one.said: sum(by is one for _, by in chosen.values()) for one in evidence}
    return [gate for gate, _ in chosen.values()], _sentence(counts)


def _sentence(counts: dict[str, int]) -> str:
    if len(counts) == 1:
        return f"Judged by {next(iter(counts))} alone; {NO_EVALUATION}."
    each = " and ".join(
        f"{said} ({count} {'gate' if count == 1 else 'gates'})" for said, count in counts.items()
    )
    return f"Judged by the worse of {each}."

"""What is known of a model's mode on a line: what it is, since when and by whom, and what is missing to go up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from inspector_app.domain.mode import ModeChange, ModeEvidence, next_above
from inspector_app.domain.recipe import Mode
from inspector_app.quality.gates import Gate


@dataclass(frozen=True, slots=True)
class ModeStanding:
    """One model on one line (the product).

    gates: the conditions of the next step, none at the top; obstacle: what recipe or release have against it.
    history: all changes, newest first.
    """

    line: str
    recipe: str
    allows: Mode
    model: str
    model_sha256: str
    mode: Mode
    gates: Sequence[Gate]
    obstacle: str
    history: Sequence[ModeChange]
    evidence: ModeEvidence | None = None

    @property
    def next(self) -> Mode | None:
        """One step up."""
        return next_above(self.mode)

    @property
    def may_go_up(self) -> bool:
        """Whether every condition is met."""
        return self.next is not None and not self.obstacle and all(gate.passed for gate in self.gates)

    @property
    def sentence(self) -> str:
        """What is in the way of the next step, in one line."""
        if self.next is None:
            return f"{self.model} is in {self.mode.value} on {self.line}; that is the highest mode."
        if self.may_go_up:
            return f"All conditions of {self.next.value} are met."
        missing = [f"{gate.name} {gate.measured} ({gate.asked})" for gate in self.gates if not gate.passed]
        why = "; ".join([*filter(None, [self.obstacle]), *missing])
        return f"Not yet {self.next.value}: {why}."

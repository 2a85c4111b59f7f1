"""Ready or not, and why: what the gates come to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from inspector_app.quality.gates import Gate


@dataclass(frozen=True, slots=True)
class Waiver:
    """A QA lead lets a package through in spite of gates that aren't critical."""

    qa_lead: str
    reason: str


@dataclass(frozen=True, slots=True)
class Readiness:
    """All gates of a package, and the waiver that somebody gave."""

    gates: Sequence[Gate]
    waiver: Waiver | None = None
    basis: str = ""
    """Which figures the gates were judged by, in one sentence."""

    @property
    def failed(self) -> list[Gate]:
        """The gates that are not passed."""
        return [gate for gate in self.gates if not gate.passed]

    @property
    def ready(self) -> bool:
        """Whether it may be released as things are."""
        return not self.failed or (self.waiver is not None and not self._final)

    @property
    def waived(self) -> list[Gate]:
        """Gates that only the waiver lets through."""
        return self.failed if self.ready else []

    @property
    def _final(self) -> list[Gate]:
        return [gate for gate in self.failed if not gate.overridable]

    @property
    def sentence(self) -> str:
        """Ready or not, and why, for people."""
        if not self.failed:
            return f"Ready: all {len(self.gates)} gates are passed."
        why = "; ".join(_failure(gate) for gate in self._final or self.failed)
        if self._final:
            return f"Not ready, and nobody can release it so: {why}."
        if self.waiver is None:
            return f"Not ready without a QA lead's name and reason: {why}."
        who = f"{self.waiver.qa_lead} (not authenticated): {self.waiver.reason}"
        return f"Ready, let through by {who}, in spite of: {why}."


def _failure(gate: Gate) -> str:
    more = " (collect more images of it)" if gate.collect_more else ""
    return f"{gate.name}{more}: {gate.said}"

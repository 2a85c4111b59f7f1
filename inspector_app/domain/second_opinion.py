"""What a second model in shadow said of a part that the active one has judged."""

from __future__ import annotations

from dataclasses import dataclass

from inspector_app.domain.finding import Finding
from inspector_app.domain.verdict import Outcome, Rule


@dataclass(frozen=True, slots=True)
class SecondOpinion:
    """It decides nothing; it is compared. took_ms: beside the line, after the verdict had left."""

    inspection_id: str
    model: str
    model_sha256: str
    outcome: Outcome
    rule: Rule
    findings: tuple[Finding, ...]
    took_ms: float

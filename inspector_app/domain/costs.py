"""What a wrong answer costs: a cost matrix, in any one unit (an hour, a euro, the price of a part)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from inspector_app.domain.catalogue import Severity

Cost = Annotated[float, Field(ge=0, allow_inf_nan=False)]


class CostMatrix(BaseModel):
    """Cost of a false call (a good part failed) and of an escape (a bad part passed), by class where they differ.

    bad_share: how many of the line's parts are bad, 0 to 1; samples to measure on hold far more.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    false_call: Cost
    escape: Cost
    escape_of: Mapping[str, Cost] = {}
    bad_share: float = Field(default=0.02, gt=0, lt=1, allow_inf_nan=False)

    def escape_cost(self, code: str) -> float:
        """What it costs when a defect of this class leaves as good."""
        return self.escape_of.get(code, self.escape)


ASSUMED_ESCAPES = {Severity.CRITICAL: 100.0, Severity.MAJOR: 30.0, Severity.MINOR: 10.0}
"""Cost of an escape in false calls, where nobody has said what it costs. An assumption, and printed as one."""


def assumed_costs(severities: Mapping[str, Severity]) -> CostMatrix:
    """A cost matrix to draw curves with where a recipe has none: a false call costs 1."""
    escapes = {code: ASSUMED_ESCAPES[severity] for code, severity in severities.items()}
    return CostMatrix(false_call=1.0, escape=ASSUMED_ESCAPES[Severity.MAJOR], escape_of=escapes)

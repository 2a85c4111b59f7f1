"""What the validation report says: an evaluation, ready or not, and who signs."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256

from inspector_app.settings.release_figures import ReleaseFigures
from inspector_app.validation.content import Evaluation, Picture
from inspector_app.validation.readiness import Readiness, readiness_of

SIGNED_BY = (
    ("QA lead", "the images and labels are right, and the figures are known to me"),
    ("Engineer", "measured as described, on the station's own hardware"),
    ("Supervisor", "may be released to shadow mode, or not, as the first page says"),
)
"""Role and what its signature means."""


@dataclass(frozen=True, slots=True)
class ValidationReport:
    """The whole report. sha256 is of the evaluation and the limits; report_id is derived from it."""

    report_id: str
    sha256: str
    evaluation: Evaluation
    limits: ReleaseFigures
    readiness: Readiness

    @property
    def missed(self) -> tuple[Picture, ...]:
        """Pictures of missed defects and of those that were found but passed: what passed first, then by size."""
        found = (one for one in self.evaluation.pictures if one.kind != "false call")
        return tuple(sorted(found, key=lambda one: (one.verdict != "PASS", -one.size, one.image)))

    @property
    def false_calls(self) -> tuple[Picture, ...]:
        """Pictures of false calls, the surest first."""
        found = (one for one in self.evaluation.pictures if one.kind == "false call")
        return tuple(sorted(found, key=lambda one: (-(one.score or 0.0), one.image)))


def build_validation_report(evaluation: Evaluation, limits: ReleaseFigures | None = None) -> ValidationReport:
    """The same evaluation gives the same report."""
    limits = limits or ReleaseFigures()
    data = evaluation.model_dump_json() + limits.model_dump_json()
    digest = sha256(data.encode()).hexdigest()
    return ValidationReport(f"V-{digest[:10]}", digest, evaluation, limits, readiness_of(evaluation, limits))

"""Image files, one by one, outside a line: findings and a verdict, or REVIEW and why there can be none."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from inspector_app.domain.finding import Finding
from inspector_app.domain.frame import Image
from inspector_app.domain.recipe import QualityLimits, Recipe, ViewSetup
from inspector_app.domain.verdict import Outcome, Rule, Verdict
from inspector_app.imaging import ImageError, read_image
from inspector_app.inspection.examine import ViewRules, rules_of
from inspector_app.inspection.examiners import Examiner, new_examiner
from inspector_app.inspection.judge import judge_views
from inspector_app.inspection.ports import Network
from inspector_app.inspection.stages import StageTimes
from inspector_app.model_packages.card import Card
from inspector_app.novelty import Taught, TaughtSurface

_NO_VIEW = ViewSetup(name="image", golden="", mm_per_px=1.0)


@dataclass(frozen=True, slots=True)
class InspectedImage:
    """What is said of one file."""

    path: Path
    findings: tuple[Finding, ...]
    verdict: Verdict
    stages_ms: dict[str, float]


class ImageInspector:
    """Inspects files against one golden; without a golden or a recipe nothing can pass."""

    def __init__(
        self,
        network: Network,
        card: Card,
        golden: Image | None,
        recipe: Recipe | None,
        taught: Taught | TaughtSurface | None = None,
    ) -> None:
        """taught: what the good parts look like beside this golden.

        Raises GoldenError where nothing can be compared with the golden.
        """
        self._recipe = recipe
        self._examiner: Examiner | None = None
        if golden is not None:
            view = recipe.views[0] if recipe is not None else _NO_VIEW
            rules = _rules(network, card, golden, recipe)
            self._examiner = new_examiner(view, golden, rules, network, taught)

    def inspect(self, path: Path) -> InspectedImage:
        """Never raises for a bad file: it becomes REVIEW with the file's name and what is wrong with it."""
        try:
            image = read_image(path)
        except ImageError as error:
            return InspectedImage(path, (), Verdict(Outcome.REVIEW, Rule.NO_IMAGE, str(error)), {})
        if self._examiner is None:
            reason = "no golden: give --golden, or a recipe that has one"
            return InspectedImage(path, (), Verdict(Outcome.REVIEW, Rule.NO_GOLDEN, reason), {})
        times = StageTimes()
        examined = self._examiner.examine(image, times)
        return InspectedImage(
            path, examined.findings, self._verdict(examined.problem, examined.findings), times.ms
        )

    def _verdict(self, problem: Verdict | None, findings: tuple[Finding, ...]) -> Verdict:
        if self._recipe is not None:
            return judge_views(findings, [] if problem is None else [problem], self._recipe)
        reason = f"{len(findings)} findings, but no recipe to judge them by: give --recipe"
        return problem or Verdict(Outcome.REVIEW, Rule.NO_RECIPE, reason)


def _rules(network: Network, card: Card, golden: Image, recipe: Recipe | None) -> ViewRules:
    """The recipe's first view, or the card's own thresholds where there is no recipe; sizes are then in px."""
    if recipe is not None:
        return rules_of(recipe.views[0], recipe, golden, network, card.smallest_found_px)
    scores = {code: thresholds.threshold for code, thresholds in card.thresholds.items()}
    return ViewRules("image", 1.0, QualityLimits(), scores)

"""A second model looks at the same frames by the same recipe, with its own thresholds. It signals nothing."""

from __future__ import annotations

import time
from collections.abc import Mapping

from inspector_app.domain.frame import Frame
from inspector_app.domain.recipe import ClassRule, Recipe
from inspector_app.domain.second_opinion import SecondOpinion
from inspector_app.inspection.examine import rules_of
from inspector_app.inspection.examiners import examine_frame, new_examiner
from inspector_app.inspection.judge import judge_views
from inspector_app.inspection.ports import LoadedRecipe, Network
from inspector_app.inspection.stages import StageTimes
from inspector_app.model_packages.package import ModelPackage


class SecondLook:
    """For one thread of its own; the network is not the line's."""

    def __init__(self, loaded: LoadedRecipe, package: ModelPackage, network: Network) -> None:
        """loaded: with a recipe that is put over to the package (`with_thresholds`). Raises GoldenError."""
        self._recipe, self._package = loaded.recipe, package
        found_px = package.card.smallest_found_px
        self._examiners = {}
        for view in loaded.recipe.views:
            golden = loaded.goldens[view.name]
            rules = rules_of(view, loaded.recipe, golden, network, found_px)
            self._examiners[view.name] = new_examiner(
                view, golden, rules, network, loaded.taught.get(view.name)
            )

    def look(self, inspection_id: str, frames: Mapping[str, Frame]) -> SecondOpinion:
        """Its opinion of one part; a network that breaks is an opinion, too: REVIEW with its fault."""
        begun = time.monotonic()
        times = StageTimes()
        examined = [
            examine_frame(self._examiners[view.name], view.name, frames.get(view.name), times)
            for view in self._recipe.views
        ]
        findings = tuple(finding for one in examined for finding in one.findings)
        problems = [one.problem for one in examined if one.problem is not None]
        verdict = judge_views(findings, problems, self._recipe)
        return SecondOpinion(
            inspection_id=inspection_id,
            model=self._package.card.name,
            model_sha256=self._package.sha256,
            outcome=verdict.outcome,
            rule=verdict.rule,
            findings=findings,
            took_ms=(time.monotonic() - begun) * 1000,
        )


def with_thresholds(recipe: Recipe, package: ModelPackage) -> Recipe:
    """The recipe as this package would judge by it: tolerances stay, thresholds are its card's."""
    return recipe.model_copy(
        update={
            "model": package.card.name,
            "classes": {code: _with_card(rule, package, code) for code, rule in recipe.classes.items()},
        }
    )


def _with_card(rule: ClassRule, package: ModelPackage, code: str) -> ClassRule:
    own = package.card.thresholds.get(code)
    if own is None:
        return rule
    return rule.model_copy(update={"threshold": own.threshold, "review_from": own.review_from})

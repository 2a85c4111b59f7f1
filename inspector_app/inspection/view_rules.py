"""How one view is examined, as its recipe says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from inspector_app.domain.frame import Image
from inspector_app.domain.recipe import QualityLimits, Recipe, ViewSetup
from inspector_app.imaging import choose_scale
from inspector_app.inspection.ports import Network


@dataclass(frozen=True, slots=True)
class ViewRules:
    """How one view is examined.

    min_scores: the lowest score of each class that is looked at; findings below it are dropped. scale: the factor
    (0 to 1] by which images and golden are made smaller first (`imaging.choose_scale`). unfamiliar_from: how unlike
    the good parts a place must be to become a finding, in units of the limit that teaching found.
    """

    view: str
    mm_per_px: float
    limits: QualityLimits
    min_scores: Mapping[str, float]
    scale: float = 1.0
    unfamiliar_from: float = 1.0
    sure_from: Mapping[str, float] = field(default_factory=dict)
    """The score of each class from which the network has named a place, so that it is not unfamiliar as well."""


def rules_of(
    view: ViewSetup, recipe: Recipe, golden: Image, network: Network, found_px: Mapping[str, float]
) -> ViewRules:
    """How a recipe has a view examined. found_px: the smallest defect of each class that the model finds.

    A view is made no smaller than its smallest defect allows.
    """
    return ViewRules(
        view=view.name,
        mm_per_px=view.mm_per_px,
        limits=recipe.quality,
        min_scores={code: rule.review_from for code, rule in recipe.classes.items()},
        scale=view_scale(view, recipe, golden, network.input_size[0], found_px),
        unfamiliar_from=recipe.unfamiliar_from,
        sure_from={code: rule.threshold for code, rule in recipe.classes.items()},
    )


def view_scale(
    view: ViewSetup, recipe: Recipe, golden: Image, input_side: int, found_px: Mapping[str, float]
) -> float:
    """The factor (0 to 1] by which a view is made smaller for a network that takes input_side px."""
    height, width = golden.shape[:2]
    tolerated_px = {code: rule.tolerance_mm / view.mm_per_px for code, rule in recipe.classes.items()}
    tightest = max(tolerated_px, key=lambda code: found_px[code] / tolerated_px[code])
    return choose_scale(width, height, tolerated_px[tightest], found_px[tightest], target=input_side)

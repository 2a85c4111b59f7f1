"""A recipe from goldens, without writing one by hand: the model's own thresholds, tolerances that it can keep."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import ceil

from pydantic import ValidationError

from inspector_app.domain.catalogue import Severity, severity_of
from inspector_app.domain.frame import Image
from inspector_app.domain.recipe import ClassRule, Mode, QualityLimits, Recipe, ViewSetup
from inspector_app.imaging import Pyramid, Reference, align
from inspector_app.inspection.ports import LoadedRecipe
from inspector_app.inspection.recipes import RecipeError, check_recipe, complaint
from inspector_app.model_packages.card import Card


@dataclass(frozen=True, slots=True)
class RecipeWish:
    """What a person decides. tolerance_mm: of the classes that have none of their own in tolerances_mm.

    None: the smallest that the model can keep at this scale.
    """

    name: str
    product: str
    goldens: Mapping[str, Image]
    mm_per_px: float
    tolerance_mm: float | None = None
    tolerances_mm: Mapping[str, float] = field(default_factory=dict)
    max_residual_px: float = QualityLimits().max_residual_px
    mode: Mode = Mode.AUTO_REJECT
    severities: Mapping[str, Severity] = field(default_factory=dict)
    """Of the classes of which the plant's catalogue says them."""
    surface: bool = False
    """The goldens are only pictures of good parts: nothing lies at the same place on two of them."""


def new_recipe(wish: RecipeWish, card: Card) -> Recipe:
    """The recipe, version 1. Raises RecipeError, which says what is wrong with the wish."""
    unknown = sorted(set(wish.tolerances_mm) - set(card.classes))
    if unknown:
        raise RecipeError(f"{card.name} finds no {', '.join(unknown)}; it finds {', '.join(card.classes)}")
    try:
        recipe = Recipe(
            name=wish.name,
            version=1,
            product=wish.product,
            model=card.name,
            views=_views(wish),
            classes={code: _rule(code, wish, card) for code in card.classes},
            quality=QualityLimits(max_residual_px=wish.max_residual_px),
            mode=wish.mode,
        )
    except ValidationError as error:
        raise RecipeError(f"recipe {wish.name}: {complaint(error)}") from error
    check_recipe(LoadedRecipe(recipe, dict(wish.goldens), {}), card)
    if not wish.surface:
        for view, golden in wish.goldens.items():
            check_golden(view, golden)
    return recipe


def smallest_tolerance_mm(card: Card, code: str, mm_per_px: float) -> float:
    """The smallest tolerance of a class that the model can keep, rounded up to a hundredth of a mm."""
    return ceil(round(card.smallest_found_px[code] * mm_per_px * 100, 6)) / 100


def _views(wish: RecipeWish) -> tuple[ViewSetup, ...]:
    return tuple(
        ViewSetup(name=view, golden=f"golden-{number}.png", mm_per_px=wish.mm_per_px, surface=wish.surface)
        for number, view in enumerate(wish.goldens, start=1)
    )


def _rule(code: str, wish: RecipeWish, card: Card) -> ClassRule:
    tolerance = wish.tolerances_mm.get(code, wish.tolerance_mm)
    return ClassRule(
        threshold=card.thresholds[code].threshold,
        review_from=card.thresholds[code].review_from,
        tolerance_mm=smallest_tolerance_mm(card, code, wish.mm_per_px) if tolerance is None else tolerance,
        severity=severity_of(code, wish.severities),
    )


def check_golden(view: str, golden: Image) -> None:
    """Raises RecipeError for a golden that can't be found in itself: it would send every part to a person."""
    try:
        reference = Reference.from_image(golden)
        failure = align(Pyramid(reference.gray), reference).failure
    except ValueError as error:
        failure = str(error)
    if failure is not None:
        raise RecipeError(f"golden of {view}: nothing can be aligned to it ({failure})")

"""The recipe of a simulated board: what the demo inspects by, and what evaluations of board models judge by."""

from __future__ import annotations

from inspector_app.boards import Product
from inspector_app.domain.catalogue import BOARD_CATALOGUE
from inspector_app.domain.recipe import ClassRule, Recipe, ViewSetup
from inspector_app.model_packages.card import Card

BOARD_TOLERANCES_MM = {
    "open": 0.16,
    "short": 0.16,
    "mousebite": 0.30,
    "spur": 0.30,
    "spurious_copper": 0.30,
    "pinhole": 0.30,
}
"""Long side of the largest defect that a simulated board may have.

None is below what the shipped model finds (its card's `smallest_found_px` at 0.02 mm a pixel); an open or a short is
always larger, since tracks and gaps are at least 0.2 mm wide.
"""


def board_recipe(product: Product, card: Card, *, name: str, views: int | None = None) -> Recipe:
    """A recipe for one product with the thresholds that the model's card proposes."""
    severities = {entry.code: entry.severity for entry in BOARD_CATALOGUE}
    classes = {
        code: ClassRule(
            threshold=card.thresholds[code].threshold,
            review_from=card.thresholds[code].review_from,
            tolerance_mm=BOARD_TOLERANCES_MM[code],
            severity=severities[code],
        )
        for code in card.classes
    }
    setups = tuple(
        ViewSetup(name=f"view {number + 1}", golden=f"golden-{number + 1}.png", mm_per_px=product.mm_per_px)
        for number in range(views or product.views)
    )
    return Recipe(name=name, version=1, product=product.name, model=card.name, views=setups, classes=classes)

"""The parts of a simulated line: what each one really is, known before anything is drawn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import pi, sin

import numpy as np

from inspector_app.boards.camera_effects import darken, defocus, draw_condition
from inspector_app.boards.defects import DEFECT_CODES
from inspector_app.boards.fixture import render_empty_fixture
from inspector_app.boards.products import Product
from inspector_app.boards.seeds import rng_for, seed_for
from inspector_app.boards.views import BoardView, render_golden, render_view

MISHAPS = ("empty_fixture", "wrong_product", "turned", "dark", "blurred")
_WHOLE_PART = frozenset({"empty_fixture", "wrong_product", "turned"})  # dark and blurred befall one camera
_DRIFT_PERIOD = 900  # parts: lamps warm up and cool down slowly
_DRIFT = 0.04


@dataclass(frozen=True, slots=True)
class ViewTruth:
    """What one camera has before it: the board's seed, its defects, and the mishap, or "none"."""

    seed: int
    defects: tuple[str, ...]
    mishap: str


@dataclass(frozen=True, slots=True)
class PartTruth:
    """What a part really is. `shown` is the product that lies there: not `product` when it is wrong."""

    product: Product
    shown: Product
    number: int
    mishap: str
    views: tuple[ViewTruth, ...]

    @property
    def has_defects(self) -> bool:
        """Whether any view has a defect, of whatever size."""
        return any(view.defects for view in self.views)

    @property
    def good(self) -> bool:
        """No defect and no mishap: this part should pass."""
        return self.mishap == "none" and not self.has_defects


def part_truth(
    line_seed: int,
    number: int,
    product: Product,
    *,
    defect_rate: float = 0.1,
    mishap_rate: float = 0.01,
    others: Sequence[Product] = (),
) -> PartTruth:
    """Part `number` of a line; the same arguments always give the same part.

    defect_rate: share of parts with at least one defect. mishap_rate: share with a mishap. others: products
    that may be put in by mistake; without them that mishap doesn't happen.
    """
    rng = rng_for("part", line_seed, product.seed, number)
    spoilt, mishap_drawn = rng.random() < defect_rate, rng.random() < mishap_rate
    strangers = [other for other in others if other != product]
    mishap = _draw_mishap(rng, bool(strangers)) if mishap_drawn else "none"
    shown = strangers[int(rng.integers(len(strangers)))] if mishap == "wrong_product" else product
    spoilt = spoilt and mishap != "empty_fixture"
    codes = _draw_codes(rng, product.views) if spoilt else [()] * product.views
    struck = int(rng.integers(product.views))
    views = tuple(
        ViewTruth(
            seed_for("view", line_seed, product.seed, number, view),
            codes[view],
            mishap if mishap in _WHOLE_PART or view == struck else "none",
        )
        for view in range(product.views)
    )
    return PartTruth(product, shown, number, mishap, views)


def render_part_view(truth: PartTruth, view: int) -> BoardView:
    """What the camera of this view takes of the part. The golden is that of the product that was expected."""
    wanted = truth.views[view]
    condition = draw_condition(rng_for("condition", wanted.seed))
    drift = 1 + _DRIFT * sin(2 * pi * truth.number / _DRIFT_PERIOD)
    condition = replace(condition, brightness=condition.brightness * drift)
    if wanted.mishap == "dark":
        condition = darken(condition)
    if wanted.mishap == "blurred":
        condition = defocus(condition)
    golden = render_golden(truth.product, view)
    if wanted.mishap == "empty_fixture":
        image = render_empty_fixture(truth.product, wanted.seed, condition)
        return BoardView(image, golden, (), condition, np.eye(2, 3))
    shown_view = view % truth.shown.views
    taken = render_view(
        truth.shown,
        shown_view,
        seed=wanted.seed,
        defects=wanted.defects,
        condition=condition,
        turned=wanted.mishap == "turned",
    )
    return replace(taken, golden=golden)


def _draw_mishap(rng: np.random.Generator, strangers: bool) -> str:
    possible = [mishap for mishap in MISHAPS if strangers or mishap != "wrong_product"]
    return possible[int(rng.integers(len(possible)))]


def _draw_codes(rng: np.random.Generator, views: int) -> list[tuple[str, ...]]:
    """One to four defects, mostly one, spread over the views."""
    codes: list[list[str]] = [[] for _ in range(views)]
    for _ in range(1 + int(rng.choice(4, p=[0.62, 0.23, 0.1, 0.05]))):
        codes[int(rng.integers(views))].append(DEFECT_CODES[int(rng.integers(len(DEFECT_CODES)))])
    return [tuple(view) for view in codes]

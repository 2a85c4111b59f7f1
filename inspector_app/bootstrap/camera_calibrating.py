"""mm a pixel of a view: measured by a target, kept with who and when, written into the recipe."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from inspector_app.bootstrap.camera_book import Doing
from inspector_app.calibration.history import CalibrationError, Scale, What, add_entry
from inspector_app.calibration.meaning import doubts, meaning, too_fine
from inspector_app.domain.frame import Image
from inspector_app.domain.recipe import Recipe
from inspector_app.imaging import to_gray
from inspector_app.imaging.ruler import measure_ruler
from inspector_app.imaging.target import Chessboard, measure_target
from inspector_app.inspection.recipes import RECIPE_FILE, read_recipe, write_recipe
from inspector_app.model_packages.shelf import find_package, package_folders
from inspector_app.settings.calibration_figures import CalibrationFigures
from inspector_app.settings.home import Home


@dataclass(frozen=True, slots=True)
class Ruler:
    """A line across the ticks of a ruler, in px, and how far apart they are."""

    start: tuple[float, float]
    end: tuple[float, float]
    tick_mm: float


def measure_scale(image: Image, target: Chessboard | Ruler) -> Scale:
    """What a picture of a target says. Raises TargetError."""
    gray = to_gray(image)
    if isinstance(target, Ruler):
        ruler = measure_ruler(gray, target.start, target.end, target.tick_mm)
        return Scale(
            ruler.mm_per_px, ruler.residual_px, f"ruler, {ruler.ticks} ticks of {target.tick_mm:g} mm"
        )
    found = measure_target(gray, target)
    words = f"chessboard {target.columns} x {target.rows}, {target.square_mm:g} mm"
    return Scale(found.mm_per_px, found.residual_px, words, found.tilt_deg, found.scale_spread)


@dataclass(frozen=True, slots=True)
class Calibrated:
    """What was measured, what is doubtful, what it means for the recipe, and what was written."""

    scale: Scale
    doubts: tuple[str, ...] = ()
    meaning: tuple[str, ...] = ()
    before_mm_per_px: float | None = None
    recipe_version: int | None = None

    @property
    def answer(self) -> dict[str, Any]:
        """As JSON gives it."""
        return {**asdict(self.scale), **{key: value for key, value in asdict(self).items() if key != "scale"}}


@dataclass(frozen=True, slots=True)
class ScaleWish:
    """Where a measured scale is to be kept: nowhere without a doing; in a recipe's view with its folder.

    doubtful: keep it although something is doubtful.
    """

    view: str
    doing: Doing | None = None
    recipe: Path | None = None
    doubtful: bool = False


def calibrate(home: Home, scale: Scale, wish: ScaleWish, figures: CalibrationFigures) -> Calibrated:
    """Judges a scale and keeps it as wished.

    Raises CalibrationError where it is doubtful or the recipe's tolerances can't be kept at it, and nothing is written;
    RecipeError, PackageError, ChainError, OSError.
    """
    found = Calibrated(scale, tuple(doubts(scale, figures)))
    recipe = read_recipe(wish.recipe / RECIPE_FILE) if wish.recipe is not None else None
    if recipe is not None:
        before = _scale_of(recipe, wish.view)
        means = meaning(before, scale.mm_per_px, figures.calibration_change, recipe)
        found = replace(found, before_mm_per_px=before, meaning=tuple(means))
    if wish.doing is None:
        return found
    if found.doubts and not wish.doubtful:
        raise CalibrationError(f"Not kept: {' '.join(found.doubts)}")
    changed = _changed(home, recipe, wish.view, scale) if recipe is not None else None
    text = f"recipe {changed.name} v{changed.version}" if changed is not None else ""
    add_entry(home.camera_history, replace(wish.doing.entry(What.CALIBRATED, text), scale=scale))
    if changed is None or wish.recipe is None:
        return found
    write_recipe(wish.recipe / RECIPE_FILE, changed)
    return replace(found, recipe_version=changed.version)


def _scale_of(recipe: Recipe, view: str) -> float:
    for one in recipe.views:
        if one.name == view:
            return one.mm_per_px
    there = ", ".join(one.name for one in recipe.views)
    raise CalibrationError(f"the recipe {recipe.name} has no view {view}; it has {there}")


def _changed(home: Home, recipe: Recipe, view: str, scale: Scale) -> Recipe:
    """The recipe's next version; refused where its model can't keep its tolerances at this scale."""
    card = find_package(recipe.model, package_folders(home.models)).card
    broken = too_fine(scale.mm_per_px, recipe, card.smallest_found_px)
    if broken:
        raise CalibrationError(f"Not kept: at {scale.mm_per_px:.5f} mm a pixel {broken[0]}")
    views = tuple(
        one.model_copy(update={"mm_per_px": scale.mm_per_px}) if one.name == view else one
        for one in recipe.views
    )
    return recipe.model_copy(update={"views": views, "version": recipe.version + 1})

"""What was measured, in sentences: whether to trust it, and what a changed scale means for tolerances."""

from __future__ import annotations

from collections.abc import Mapping

from inspector_app.calibration.history import Scale
from inspector_app.domain.recipe import Recipe
from inspector_app.settings.calibration_figures import CalibrationFigures


def doubts(scale: Scale, figures: CalibrationFigures) -> list[str]:
    """Why a measured scale should be looked at again, with what to do; empty where it is sound."""
    found = []
    if scale.residual_px > figures.calibration_residual_px:
        found.append(
            f"The corners are {scale.residual_px:.2f} px off a plane, at most {figures.calibration_residual_px:g}: the "
            "print is not flat, the picture is not sharp, or the lens distorts."
        )
    spread, tilt = scale.spread, scale.tilt_deg
    leans = (
        f"is tilted by about {tilt:.0f} degrees" if tilt is not None and tilt >= 1 else "is tilted a little"
    )
    if spread is not None and spread > figures.calibration_spread:
        found.append(
            f"The target {leans}: mm a pixel differs by {spread:.1%} over the picture, at most "
            f"{figures.calibration_spread:.1%}. Lay it flat where the parts lie, then set the camera upright to it."
        )
    elif tilt is not None and tilt > figures.calibration_tilt_deg:
        found.append(
            f"The target {leans}, at most {figures.calibration_tilt_deg:g} degrees: lengths along one direction come "
            "out too short. Lay it flat where the parts lie, then set the camera upright to it."
        )
    return found


def meaning(old: float, new: float, limit: float, recipe: Recipe) -> list[str]:
    """What a change of mm a pixel means where it is beyond the limit (a share); empty where it is not."""
    change = new / old - 1
    if abs(change) <= limit:
        return []
    way, effect = ("larger", "too small") if change > 0 else ("smaller", "too large")
    said = [
        f"mm a pixel is {abs(change):.1%} {way} than the recipe's ({new:.5f}, not {old:.5f}; limit {limit:.1%}): until "
        f"now every size was measured {abs(change):.1%} {effect}."
    ]
    tightest = min(recipe.classes, key=lambda code: recipe.classes[code].tolerance_mm)
    tolerance = recipe.classes[tightest].tolerance_mm
    really = tolerance * new / old
    if change > 0:
        said.append(
            f"Defects that are too large may have passed: with {tightest}, up to {really:.3f} mm where {tolerance:.3f} "
            "mm is the tolerance. Look again at parts since the last calibration."
        )
    else:
        said.append(
            f"Good parts may have failed: with {tightest}, from {really:.3f} mm on where {tolerance:.3f} mm is the "
            "tolerance."
        )
    return said


def too_fine(mm_per_px: float, recipe: Recipe, found_px: Mapping[str, float]) -> list[str]:
    """Classes whose tolerance the model can't keep at this scale, as sentences. found_px: of the model's card."""
    return [
        f"{code}: the tolerance is {rule.tolerance_mm:.3f} mm, and at this scale the model finds it from "
        f"{found_px[code] * mm_per_px:.3f} mm on. Raise the tolerance, or bring the camera nearer."
        for code, rule in recipe.classes.items()
        if code in found_px and rule.tolerance_mm < found_px[code] * mm_per_px
    ]

"""What is worth a warning about how cameras stand, and is no verdict on any part."""

from __future__ import annotations

from collections.abc import Sequence

from inspector_app.calibration.history import CameraEntry, last_calibration
from inspector_app.calibration.meaning import doubts
from inspector_app.domain.recipe import Recipe
from inspector_app.settings.calibration_figures import CalibrationFigures
from inspector_app.settings.camera_sections import CameraSection, GenicamCamera

_MOST_BLUR_PX = 1.0


def tilted(entries: Sequence[CameraEntry], view: str, figures: CalibrationFigures) -> list[str]:
    """What was doubtful about the newest calibration of a view, though it was kept."""
    last = last_calibration(entries, view)
    return [f"{view}: {one}" for one in doubts(last.scale, figures)] if last and last.scale else []


def moving(section: CameraSection, mm_per_px: float) -> list[str]:
    """What the line's movement does to the pictures of a camera; empty where the part stands."""
    speed, view = section.line_mm_s, section.view
    if not speed:
        return []
    found = []
    if section.shutter == "rolling":
        found.append(
            f"{view}: a rolling shutter on a moving line{_shear(section, mm_per_px)}. Use a global shutter."
        )
    elif section.shutter is None:
        found.append(f"{view}: the line moves, and cameras.toml does not say that the shutter is global.")
    exposure_us = section.exposure_us if isinstance(section, GenicamCamera) else None
    blur_px = speed * (exposure_us or 0) / 1e6 / mm_per_px
    if blur_px > _MOST_BLUR_PX:
        most_us = _MOST_BLUR_PX * mm_per_px / speed * 1e6
        found.append(
            f"{view}: the part moves by {blur_px:.1f} px while it is exposed. Expose for at most {most_us:.0f} us."
        )
    return found


def _shear(section: CameraSection, mm_per_px: float) -> str:
    if section.readout_ms is None:
        return " shears the part"
    shear_mm = section.line_mm_s * section.readout_ms / 1000
    return f" shears the part by {shear_mm:.2f} mm ({shear_mm / mm_per_px:.0f} px) from its first row to its last"


def uncovered(recipe: Recipe) -> list[str]:
    """Surfaces of the product that no view looks at; empty where the recipe does not name surfaces."""
    seen = {surface for view in recipe.views for surface in view.covers}
    missing = [surface for surface in recipe.surfaces if surface not in seen]
    return [f"No view covers {surface}: defects there can't be seen by any camera." for surface in missing]

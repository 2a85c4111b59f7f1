"""The cameras of a home's cameras.toml, for the views of a recipe."""

from __future__ import annotations

from pathlib import Path

from inspector_app.cameras import CameraSetup
from inspector_app.domain.recipe import Recipe
from inspector_app.settings.camera_file import CameraFileError, load_cameras


def device_setups(file: Path, recipe: Recipe, run_folder: Path) -> list[CameraSetup]:
    """One a view, in their order. Raises CameraFileError, also for a view that no camera looks at."""
    cameras = load_cameras(file)
    setups = []
    for view in recipe.views:
        section = cameras.of_view(view.name)
        if section is None:
            there = ", ".join(camera.view for camera in cameras.camera)
            lacking = f"no camera looks at the view {view.name} of the recipe {recipe.name}"
            raise CameraFileError(f"{file}: {lacking}; there are cameras for {there}")
        spare = cameras.spare_of(view.name)
        setup = CameraSetup(view=view.name, kind="device", run_folder=str(run_folder), device=section)
        reserve = setup.model_copy(update={"device": spare}) if spare is not None else None
        setups.append(setup.model_copy(update={"spare": reserve}))
    return setups

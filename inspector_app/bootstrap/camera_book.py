"""The cameras of a home as people set them up: who calibrated which when, what is due, and what is written down."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from inspector_app.calibration.due import Standing, standings
from inspector_app.calibration.history import CameraEntry, What, add_entry, read_history
from inspector_app.calibration.warnings import moving, tilted, uncovered
from inspector_app.domain.recipe import Recipe
from inspector_app.settings.camera_edit import add_camera, change_camera
from inspector_app.settings.camera_file import load_cameras
from inspector_app.settings.camera_sections import CameraSection, camera_name
from inspector_app.settings.home import Home
from inspector_app.settings.station import Settings


def calibration_standings(home: Home, settings: Settings, views: Sequence[str] = ()) -> tuple[Standing, ...]:
    """How the calibration of these views stands, and of those of cameras.toml.

    Raises CameraFileError, ChainError.
    """
    named = load_cameras(home.camera_file).camera if home.camera_file.exists() else ()
    cameras = dict.fromkeys(views, "")
    cameras |= {camera.view: camera_name(camera) for camera in named if not camera.spare}
    history = read_history(home.camera_history)
    return standings(cameras, history, datetime.now(UTC), settings.calibration_days)


def camera_warnings(home: Home, settings: Settings, recipe: Recipe) -> list[str]:
    """What is worth a warning of the cameras of a recipe, as sentences. Raises CameraFileError, ChainError."""
    cameras = load_cameras(home.camera_file).camera if home.camera_file.exists() else ()
    scales = {view.name: view.mm_per_px for view in recipe.views}
    history = read_history(home.camera_history)
    found = [one.why for one in calibration_standings(home, settings, tuple(scales)) if one.due]
    found += [text for view in scales for text in tilted(history, view, settings)]
    found += [text for one in cameras if one.view in scales for text in moving(one, scales[one.view])]
    return found + uncovered(recipe)


@dataclass(frozen=True, slots=True)
class Doing:
    """Who does something to which camera of which view; camera: "" for a picture from a file."""

    by: str
    view: str
    camera: str = ""

    def entry(self, what: What, text: str = "") -> CameraEntry:
        """A line of the history, of now."""
        return CameraEntry(datetime.now(UTC), self.by, self.view, self.camera, what, text)


def write_down(home: Home, doing: Doing, what: What, keys: Mapping[str, Any], *, spare: bool = False) -> None:
    """Sets keys of a view's section in cameras.toml, and keeps who did so.

    Raises CameraFileError, CalibrationError, ChainError, OSError.
    """
    entry = doing.entry(what, ", ".join(f"{key} = {value}" for key, value in keys.items()))
    add_entry(
        home.camera_history, entry
    )  # first: a change without a name is worse than a name without a change
    change_camera(home.camera_file, doing.view, keys, spare=spare)


def take_in(home: Home, section: CameraSection, by: str) -> None:
    """A new section in cameras.toml, and who added it. Raises as `write_down`."""
    doing = Doing(by, section.view, camera_name(section))
    add_entry(home.camera_history, doing.entry(What.CAMERA, "spare" if section.spare else ""))
    add_camera(home.camera_file, section)

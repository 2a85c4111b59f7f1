"""The cameras' desk of a home: what the cameras' screen asks for, over the same code as the commands."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import ParamSpec, TypeVar

from inspector_app.bootstrap.camera_book import Doing, calibration_standings
from inspector_app.bootstrap.camera_calibrating import ScaleWish, calibrate, measure_scale
from inspector_app.bootstrap.camera_meters import BRIGHTNESS, LEAST_SHARPNESS, Metered, advice, meters_of
from inspector_app.bootstrap.camera_setting_up import CameraSetUpError, find_cameras, known_producers
from inspector_app.calibration.due import reminder
from inspector_app.calibration.history import CalibrationError, Scale
from inspector_app.cameras import LiveFrames
from inspector_app.domain.frame import Image
from inspector_app.domain.recipe import QualityLimits
from inspector_app.domain.verdict import Outcome
from inspector_app.imaging import ImageError, read_image
from inspector_app.imaging.target import Chessboard, TargetError
from inspector_app.imaging.white_balance import GrayCardError, gray_card_gains
from inspector_app.inspection.golden_draft import teach_golden
from inspector_app.inspection.golden_versions import approve_draft
from inspector_app.inspection.ports import LoadedRecipe
from inspector_app.inspection.recipes import RECIPE_FILE, RecipeError, load_recipe
from inspector_app.model_packages.package import PackageError
from inspector_app.records.database import DatabaseError
from inspector_app.records.reader import Reader
from inspector_app.reports.fonts import FontMissingError
from inspector_app.reports.target_pdf import TargetTooLargeError, draw_target
from inspector_app.settings.camera_file import CameraFileError, load_cameras
from inspector_app.settings.camera_sections import camera_name
from inspector_app.settings.chained_lines import ChainError
from inspector_app.settings.home import Home
from inspector_app.settings.settings_file import load_settings
from inspector_app.ui.cameras.ports import (
    CalibrationLine,
    CameraDeskError,
    DraftShown,
    Look,
    Measured,
    MeterBar,
    TargetWish,
)

_GOOD_PARTS, _LOOK_BACK = 12, 400
_BRIGHTEST, _SHARPEST = 2.0, 1.5
_OF_THE_WORLD = (
    CalibrationError, CameraFileError, CameraSetUpError, ChainError, DatabaseError, FontMissingError, GrayCardError,
    ImageError, OSError, PackageError, RecipeError, TargetError, TargetTooLargeError, ValueError,
)  # fmt: skip

P = ParamSpec("P")
R = TypeVar("R")


def _explained(method: Callable[P, R]) -> Callable[P, R]:
    """What can go wrong in the world is one kind of error for the screen."""

    @wraps(method)
    def call(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return method(*args, **kwargs)
        except _OF_THE_WORLD as error:
            raise CameraDeskError(str(error)) from error

    return call


class HomeCameraDesk:
    """Serves `ui.cameras.ports.CameraDesk`."""

    def __init__(self, home: Home) -> None:
        self._home = home
        self._frames = LiveFrames()
        self._loaded: tuple[int, LoadedRecipe] | None = None

    @_explained
    def look(self, ring: str, recipe: str, view: str) -> Look | None:
        """The newest picture of a ring with its meters."""
        newest = self._frames.newest(ring)
        if newest is None:
            return None
        loaded = self._recipe(recipe)
        limits = loaded.recipe.quality if loaded is not None else QualityLimits()
        golden = loaded.goldens.get(view) if loaded is not None else None
        if golden is not None and golden.shape[:2] != newest.image.shape[:2]:
            golden = None
        metered = meters_of(newest.image, golden)
        return Look(newest.image, newest.age_s, _bars(metered), tuple(advice(metered, limits)))

    @_explained
    def calibrations(self, views: tuple[str, ...]) -> tuple[CalibrationLine, ...]:
        """How calibration stands."""
        found = calibration_standings(self._home, load_settings(self._home).settings, views)
        return tuple(
            CalibrationLine(one.view, one.why, due=True)
            if one.due or one.last is None or one.due_at is None
            else CalibrationLine(
                one.view,
                f"calibrated {one.last.at:%Y-%m-%d} by {one.last.by}, due {one.due_at:%Y-%m-%d}",
                due=False,
            )
            for one in found
        )

    @_explained
    def reminder(self) -> str:
        """A sentence where the calibration of a camera of cameras.toml is due."""
        return reminder(calibration_standings(self._home, load_settings(self._home).settings))

    @_explained
    def find(self) -> tuple[str, ...]:
        """Cameras of every kind."""
        found = find_cameras(known_producers(self._home))
        lines = [
            f"{camera['kind']} {camera['address']}: {camera['text']}{'' if camera['free'] else ' (in use)'}"
            for camera in found["cameras"]
        ]
        troubles = [f"! not looked for: {trouble}" for trouble in found["troubles"]]
        return (*(lines or ["No camera was found; simulated ones and files are not looked for."]), *troubles)

    @_explained
    def measure(self, recipe: str, view: str, image: Image, target: TargetWish) -> Measured:
        """The scale by a target; nothing is kept."""
        scale = measure_scale(image, Chessboard(target.columns, target.rows, target.square_mm))
        wish = ScaleWish(view, recipe=self._folder(recipe))
        found = calibrate(self._home, scale, wish, load_settings(self._home).settings)
        text = (
            f"{scale.mm_per_px:.5f} mm a pixel, residual {scale.residual_px:.2f} px, tilt {scale.tilt_deg:.1f} degrees "
            f"(the recipe has {found.before_mm_per_px:.5f})"
        )
        return Measured(view, text, found.doubts, found.meaning, scale)

    @_explained
    def keep(self, measured: Measured, recipe: str, person: str) -> str:
        """In the recipe and the history."""
        if not isinstance(measured.scale, Scale):
            raise CameraDeskError("Nothing was measured.")
        doing = Doing(person, measured.view, self._camera(measured.view))
        wish = ScaleWish(measured.view, doing, self._folder(recipe), doubtful=True)
        found = calibrate(self._home, measured.scale, wish, load_settings(self._home).settings)
        return (
            f"Kept under {person}: {measured.scale.mm_per_px:.5f} mm a pixel, recipe version {found.recipe_version}. "
            "The line takes it when the product is chosen again (F7)."
        )

    @_explained
    def gray_card(self, image: Image) -> str:
        """The line holds the camera, so nothing is written from here."""
        gains = gray_card_gains(image)
        return (
            f"The card is {gains.cast:.1%} off gray: red x {gains.red:.3f}, blue x {gains.blue:.3f}. To write it into "
            "the camera, stop the line and run: inspector-app camera white-balance"
        )

    @_explained
    def print_target(self, target: TargetWish) -> Path:
        """Into the reports."""
        name = f"target-{target.columns}x{target.rows}-{target.square_mm:g}mm.pdf"
        out = self._home.reports / name
        draw_target(Chessboard(target.columns, target.rows, target.square_mm), out)
        return out

    @_explained
    def teach_golden(self, recipe: str, view: str) -> DraftShown:
        """From the newest parts that passed, as the records keep them."""
        folder = self._folder(recipe)
        loaded = load_recipe(folder, self._home.path, with_taught=False)
        if view not in loaded.goldens:
            raise CameraDeskError(f"The recipe {recipe} has no golden of {view}.")
        draft = teach_golden(folder, view, loaded.goldens[view], self._good_parts(view))
        lines = [f"Of {len(draft.images)} parts that passed. Nothing changes until you approve it (A)."]
        lines += [f"! left out: {one}" for one in draft.left_out[:3]]
        lines += [f"! odd among the others: {one}" for one in draft.odd[:3]]
        return DraftShown(view, read_image(draft.merged), read_image(draft.differs), tuple(lines))

    @_explained
    def approve_golden(self, recipe: str, view: str, person: str) -> str:
        """By name."""
        changed, version = approve_draft(self._folder(recipe), view, by=person)
        return (
            f"{version.file} is the golden of {view} from version {changed.version} of the recipe on, approved by "
            f"{person}. The line takes it when the product is chosen again (F7); the old one stays with its parts."
        )

    def _good_parts(self, view: str) -> list[Path]:
        with Reader(self._home) as reader:
            parts = reader.recent(_LOOK_BACK)
        paths = [
            self._home.path / image.image_path
            for part in parts
            if part.outcome is Outcome.PASS
            for image in part.views
            if image.view == view and image.image_path is not None
        ]
        return [path for path in paths if path.exists()][:_GOOD_PARTS]

    def _folder(self, recipe: str) -> Path:
        return self._home.recipes / recipe

    def _recipe(self, name: str) -> LoadedRecipe | None:
        """Read again only when its file changed: the live picture asks twice a second."""
        folder = self._folder(name)
        try:
            changed_ns = (folder / RECIPE_FILE).stat().st_mtime_ns
        except OSError:
            return None
        if self._loaded is None or self._loaded[0] != changed_ns:
            self._loaded = changed_ns, load_recipe(folder, self._home.path, with_taught=False)
        return self._loaded[1]

    def _camera(self, view: str) -> str:
        if not self._home.camera_file.exists():
            return ""
        section = load_cameras(self._home.camera_file).of_view(view)
        return camera_name(section) if section is not None else ""


def _bars(metered: Metered) -> tuple[MeterBar, ...]:
    here, golden = metered.here, metered.golden
    clipped = golden.saturated if golden is not None else 0.0
    low, high = BRIGHTNESS
    bars = [
        MeterBar(
            "Exposure", here.saturated / (clipped + 0.05), 0.0, (clipped + 0.01) / (clipped + 0.05),
            f"{here.saturated:.1%} saturated, level {here.level:.0f}",
        ),
    ]  # fmt: skip
    if here.against is None:
        return (
            *bars,
            MeterBar("Focus", min(here.focus, 1.0), 0.0, 1.0, f"{here.focus:.3f}, no golden", peaks=True),
        )
    brightness, sharpness = here.against.brightness, here.against.sharpness
    return (
        *bars,
        MeterBar(
            "Brightness", brightness / _BRIGHTEST, low / _BRIGHTEST, high / _BRIGHTEST, f"{brightness:.0%} of golden"
        ),
        MeterBar(
            "Focus", min(sharpness / _SHARPEST, 1.0), LEAST_SHARPNESS / _SHARPEST, 1.0,
            f"{sharpness:.0%} of golden", peaks=True,
        ),
    )  # fmt: skip

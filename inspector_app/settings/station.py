"""What a site chooses, in settings.toml or in the environment (INSPECTOR_ and the key in capitals)."""

from __future__ import annotations

from typing import Annotated, Literal
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BeforeValidator, ConfigDict, Field

from inspector_app.settings.calibration_figures import CalibrationFigures
from inspector_app.settings.dataset_figures import DatasetFigures
from inspector_app.settings.mode_figures import ModeFigures
from inspector_app.settings.release_figures import ReleaseFigures


def _known_zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError) as error:
        raise ValueError(f"{name!r} is not a known IANA time zone") from error
    return name


def _split(value: object) -> object:
    """In the environment a list is one text with commas."""
    return [part.strip() for part in value.split(",") if part.strip()] if isinstance(value, str) else value


Name = Annotated[str, Field(min_length=1, max_length=80)]
Names = Annotated[tuple[Name, ...], BeforeValidator(_split), Field(min_length=1)]


class Settings(DatasetFigures, ReleaseFigures, ModeFigures, CalibrationFigures):
    """What a site chooses. Every key says which part reads it; others have files."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    site: Name = "Site"
    """The plant's name, kept with every shift. Read by the line when a shift starts."""
    line_name: Name = "Line 1"
    """Kept with every shift. Read by the line when a shift starts."""
    zone: Annotated[str, AfterValidator(_known_zone)] = "UTC"
    """The plant's IANA time zone, of every time on screens and in reports. Read by the line and the window."""
    operators: Names = ("Operator 1", "Operator 2", "QA lead", "Supervisor")
    """Who can answer, until sign-in exists. Read by the window."""
    shift_names: Names = ("Early", "Late", "Night")
    """What a shift can be called. Read by the window."""
    scanner_prefix: Annotated[str, Field(max_length=8)] = ""
    """What a barcode scanner sends before its text; empty where it is told by speed. Read by the window."""

    recipe: Name = "demo"
    """The recipe that the line starts with. Read by the line."""
    cameras: Literal["simulated", "folder", "devices"] = "simulated"
    """Where images come from; devices: from the cameras of cameras.toml. Read by the line."""
    camera_folder: str = ""
    """The folder that the folder camera plays. Read by the line."""
    folder_loop: bool = True
    """Whether the folder camera begins again at the end. Read by the line."""
    parts_per_hour: Annotated[float, Field(gt=0, le=20_000)] = 5_000
    """The speed that parts start with where no PLC announces them. Read by the line."""

    image_cap_mb: Annotated[int, Field(ge=10)] = 20_000
    """How large the image folder may grow before the oldest good images go. Read by the records."""
    disk_reserve_mb: Annotated[int, Field(ge=0)] = 256
    """With less free disk than this, unanswered images go too: rows must fit. Read by the records."""
    good_images: Literal["jpeg", "webp"] = "jpeg"
    """How images of parts that passed are kept; webp is smaller and takes much longer. Read by the records."""
    jpeg_quality: Annotated[int, Field(ge=50, le=100)] = 95
    """Of the images of good parts, webp too. Read by the records."""
    failed_images: Literal["lossless", "as good ones"] = "lossless"
    """How images of parts that failed, or that a person has to look at, are kept. Read by the records."""
    keep_good_days: Annotated[int, Field(ge=0, le=36_500)] = 0
    """Images of good parts go after so many days with parts; 0: when there is no room. Read by the records."""
    keep_failed_days: Annotated[int, Field(ge=0, le=36_500)] = 0
    """So do failed ones that nobody has answered; one with an answer never goes. Read by the records."""


DEMO_DEFAULTS: dict[str, object] = {
    **{"parts_per_hour": 900.0, "image_cap_mb": 300, "site": "Demo"},
    **{"mode_days": 1, "mode_parts": 50, "mode_answered": 10, "mode_agreement": 0.5},
    **{"mode_false_calls": 0.5, "mode_escapes": 0.5},
}
"""What differs where nothing is chosen: slow enough to follow, small on somebody's laptop, its modes soon left."""

"""What each kind of camera is told: the sections of cameras.toml, one a camera.

docs/cameras.md shows one of each kind, ready to copy.
"""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

View = Annotated[str, Field(min_length=1, max_length=80)]
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Pixels = Annotated[int, Field(ge=0, le=1_000_000)]
Side = Annotated[int, Field(ge=1, le=1_000_000)]
Microseconds = Annotated[float, Field(gt=0, le=60_000_000, allow_inf_nan=False)]
Decibels = Annotated[float, Field(ge=-100, le=100, allow_inf_nan=False)]
Trigger = Literal["free", "software", "hardware"]


class _Section(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Region(_Section):
    """The part of the sensor that is read, in px."""

    x: Pixels = 0
    y: Pixels = 0
    width: Side
    height: Side


class GenicamCamera(_Section):
    """A camera behind a GenTL producer: GigE Vision, USB3 Vision, CoaXPress, Camera Link HS.

    What is left out stays as the camera has it, and is then not compared either.
    """

    kind: Literal["genicam"]
    view: View
    serial: Text
    """Another camera is never taken in its place."""
    producer: Text
    """The producer's file, *.cti; its maker brings it. "viky" is the software producer that harvesters brings."""
    exposure_us: Microseconds | None = None
    gain_db: Decibels | None = None
    roi: Region | None = None
    pixel_format: Annotated[str, Field(pattern=r"^[A-Za-z0-9_]+$")] | None = None
    trigger: Trigger = "free"
    """free: the camera runs by itself; software: the station triggers it; hardware: a wire does."""
    trigger_line: Annotated[str, Field(pattern=r"^[A-Za-z0-9_]+$")] = "Line0"
    trigger_edge: Literal["RisingEdge", "FallingEdge", "AnyEdge", "LevelHigh", "LevelLow"] = "RisingEdge"
    nodes: dict[Annotated[str, Field(pattern=r"^[A-Za-z_]\w*$")], bool | int | float | str] = {}
    """Any other feature of the camera, by its name in the maker's manual; written in this order, before the others."""
    longest_wait_s: Annotated[float, Field(gt=0, le=1.5)] = 1.0
    """How long a part's frame is waited for; the line gives the part up at its own deadline as well."""


CameraSection = GenicamCamera


class Cameras(_Section):
    """The file: `[[camera]]`, once a view."""

    camera: Annotated[tuple[CameraSection, ...], Field(min_length=1, max_length=8)]

    @model_validator(mode="after")
    def _one_a_view(self) -> Self:
        views = [camera.view for camera in self.camera]
        twice = sorted({view for view in views if views.count(view) > 1})
        if twice:
            raise ValueError(f"the view {', '.join(twice)} has more than one camera")
        return self

    def of_view(self, view: str) -> CameraSection | None:
        """The camera that looks at a view; None where none does."""
        return next((camera for camera in self.camera if camera.view == view), None)

"""What each kind of camera is told: the sections of cameras.toml, one a camera.

docs/cameras.md shows one of each kind, ready to copy.
"""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    TypeAdapter,
    model_validator,
)

SOFTWARE_PRODUCER = "viky"
"""Names the producer that needs no hardware; it comes with the genicam bindings."""

View = Annotated[str, Field(min_length=1, max_length=80)]
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Serial = Annotated[Text, BeforeValidator(lambda value: str(value) if type(value) is int else value)]
Pixels = Annotated[int, Field(ge=0, le=1_000_000)]
Side = Annotated[int, Field(ge=1, le=1_000_000)]
Microseconds = Annotated[float, Field(gt=0, le=60_000_000, allow_inf_nan=False)]
Decibels = Annotated[float, Field(ge=-100, le=100, allow_inf_nan=False)]
Trigger = Literal["free", "software", "hardware"]
LatencyMs = Annotated[float, Field(ge=0, le=1000)]
Wait = Annotated[float, Field(gt=0, le=1.0)]
"""How long a part's frame is waited for; the line gives the part up at its own deadline as well."""
UsbProperty = Literal[
    "auto_exposure",
    "exposure",
    "gain",
    "brightness",
    "contrast",
    "autofocus",
    "focus",
    "auto_white_balance",
    "white_balance",
]


class _Section(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class _Device(_Section):
    """What is the same for every kind of camera."""

    view: View
    triggers_before: Annotated[int, Field(ge=0, le=32)] = 0
    """The camera stands so many parts upstream: it sees a part so many triggers before the line announces it."""
    offset_ms: Annotated[float, Field(ge=-10_000, le=10_000, allow_inf_nan=False)] = 0
    """So long after its announcement a part lies before this camera; below 0: before, which takes a wire."""
    spare: bool = False
    """Takes over where the view's first camera is lost: the second section of the view."""
    shutter: Literal["global", "rolling"] | None = None
    """By the camera's data sheet. A rolling shutter shears whatever moves."""
    line_mm_s: Annotated[float, Field(ge=0, le=100_000, allow_inf_nan=False)] = 0
    """How fast the part moves before the camera while it is exposed; 0 where it stands."""
    readout_ms: Annotated[float, Field(gt=0, le=1000)] | None = None
    """How long a rolling shutter takes from its first row to its last, by the data sheet."""

    @model_validator(mode="after")
    def _only_a_wire_can_look_back(self) -> Self:
        if self.offset_ms < 0 and getattr(self, "trigger", "free") != "hardware":
            raise ValueError('an offset_ms below 0 needs trigger = "hardware": no other camera can look back')
        return self


class Region(_Section):
    """The part of the sensor that is read, in px."""

    x: Pixels = 0
    y: Pixels = 0
    width: Side
    height: Side


class GenicamCamera(_Device):
    """A camera behind a GenTL producer: GigE Vision, USB3 Vision, CoaXPress, Camera Link HS.

    What is left out stays as the camera has it, and is then not compared either.
    """

    kind: Literal["genicam"]
    serial: Serial
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
    wire_before_ms: Annotated[float, Field(ge=1, le=5000)] = 200
    """hardware: how long before the station hears of a part its frame may have been exposed ..."""
    wire_after_ms: Annotated[float, Field(ge=0, le=5000)] = 100
    """... and how long after. Both together stay below the time between two parts."""
    nodes: dict[Annotated[str, Field(pattern=r"^[A-Za-z_]\w*(\[\w+\])?$")], bool | int | float | str] = {}
    """Any other feature of the camera, by its name in the maker's manual; written in this order, before the others.

    `BalanceRatio[Red]` is BalanceRatio while BalanceRatioSelector is Red."""
    longest_wait_s: Wait = 0.8


class UsbCamera(_Device):
    """A camera of the system's own (UVC and the like), through OpenCV."""

    kind: Literal["usb"]
    device: Annotated[int, Field(ge=0, le=99)] | Text
    """A number, or better a path that names the device itself: /dev/v4l/by-id/... on Linux."""
    width: Side | None = None
    height: Side | None = None
    fps: Annotated[float, Field(gt=0, le=1000)] | None = None
    properties: dict[UsbProperty, float] = {}
    """In the units of the system's driver; read back and compared."""
    latency_ms: LatencyMs = 50
    """How old a picture is when it arrives: one that arrives sooner after a trigger was exposed before it."""
    longest_wait_s: Wait = 0.8


class RtspCamera(_Device):
    """A network stream: RTSP, or video over HTTP."""

    kind: Literal["rtsp"]
    url: Annotated[str, Field(pattern=r"^(rtsps?|https?)://")]
    """Without the password."""
    password_variable: Text = "INSPECTOR_RTSP_PASSWORD"
    """The environment variable that holds the password of the user whom the url names."""
    transport: Literal["tcp", "udp"] = "tcp"
    latency_ms: LatencyMs = 300
    """As with usb; cameras that encode take longer than one thinks. Measure it."""
    longest_wait_s: Wait = 0.8


class VideoCamera(_Device):
    """A video file: each part is the next frame."""

    kind: Literal["video"]
    file: Text
    loop: bool = True
    """Begin again at the end; else the parts after it have no image."""


CameraSection = Annotated[GenicamCamera | UsbCamera | RtspCamera | VideoCamera, Field(discriminator="kind")]
SECTION: TypeAdapter[CameraSection] = TypeAdapter(CameraSection)


def camera_name(section: CameraSection) -> str:
    """Kind and address, as records and the history name a camera."""
    match section:
        case GenicamCamera():
            return f"genicam {section.serial}"
        case UsbCamera():
            return f"usb {section.device}"
        case RtspCamera():
            return f"rtsp {section.url}"
        case VideoCamera():
            return f"video {section.file}"


class Cameras(_Section):
    """The file: `[[camera]]`, once a view, and once more for its spare."""

    camera: Annotated[tuple[CameraSection, ...], Field(min_length=1, max_length=16)]

    @model_validator(mode="after")
    def _one_a_view(self) -> Self:
        firsts = [camera.view for camera in self.camera if not camera.spare]
        spares = [camera.view for camera in self.camera if camera.spare]
        for views, what in ((firsts, "camera"), (spares, "spare camera")):
            twice = sorted({view for view in views if views.count(view) > 1})
            if twice:
                raise ValueError(f"the view {', '.join(twice)} has more than one {what}")
        alone = sorted(set(spares) - set(firsts))
        if alone:
            raise ValueError(
                f"the view {', '.join(alone)} has a spare camera, but none that it is the spare of"
            )
        return self

    def of_view(self, view: str) -> CameraSection | None:
        """The first camera of a view; None where it has none."""
        return next((camera for camera in self.camera if camera.view == view and not camera.spare), None)

    def spare_of(self, view: str) -> CameraSection | None:
        """The spare camera of a view; None where it has none."""
        return next((camera for camera in self.camera if camera.view == view and camera.spare), None)

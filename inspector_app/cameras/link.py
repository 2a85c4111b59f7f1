"""What the line and a camera's process say to each other: JSON lines over standard input and output."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from inspector_app.cameras.places import place_of
from inspector_app.inspection.joining import Place
from inspector_app.settings.camera_sections import CameraSection

_STALE_TRIGGER_S = 1.0


class _Line(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    def line(self) -> bytes:
        """The message as it travels."""
        return self.model_dump_json().encode() + b"\n"


# --- the camera's process is started with this ------------------------------------------------------------


class CameraSetup(_Line):
    """What a camera's process is told at its start: by options, or by the section of a real device."""

    view: str
    kind: Literal["simulated", "folder", "device"]
    run_folder: str
    slots: int = Field(default=8, ge=3, le=64)
    live_fps: float = Field(default=5.0, gt=0, le=60)
    options: dict[str, str | int | float | bool | None] = {}
    device: CameraSection | None = None
    spare: CameraSetup | None = None
    """The camera that takes over where this one is lost; a process of its own."""

    @property
    def place(self) -> Place:
        """Where along the line its camera stands."""
        return place_of(self.view, self.device)

    @property
    def ring_slots(self) -> int:
        """More where frames wait for their parts to come down the line."""
        return self.slots + self.place.triggers_before


# --- orders: line to camera -------------------------------------------------------------------------------


class TriggerOrder(_Line):
    """Take a frame, since this part was announced. product and number tell a simulated camera what lies there."""

    do: Literal["trigger"] = "trigger"
    part_id: str
    number: int
    serial: str | None = None
    product: str | None = None
    triggered_s: float | None = None
    """When the line announced the part, in monotonic seconds, where it did."""
    offset_s: float = 0.0
    """How long after that moment the part lies before this camera."""

    def since(self, now: float) -> float:
        """From when on an exposure shows the part; from now, where nobody said when it was announced."""
        told = self.triggered_s
        waited = max(0.0, self.offset_s)
        announced = told if told is not None and 0 <= now - told < _STALE_TRIGGER_S + waited else now
        return announced + self.offset_s


class ReleaseOrder(_Line):
    """The line has done with the frame in this slot of this ring."""

    do: Literal["release"] = "release"
    ring: str
    slot: int


class StopOrder(_Line):
    """Close the device and end."""

    do: Literal["stop"] = "stop"


# --- reports: camera to line ------------------------------------------------------------------------------


class CameraOpened(_Line):
    """The device is open and can capture.

    stills: it shows files, where equal pictures in a row are no fault. free_running: its frame ids go on between parts.
    """

    say: Literal["opened"] = "opened"
    stills: bool
    free_running: bool = False


class RingMade(_Line):
    """Frames from now on are in this ring."""

    say: Literal["ring"] = "ring"
    path: str


class FrameTaken(_Line):
    """The frame of a part is in a slot, which is held until it is released.

    defects: what a simulated camera knows to be really there: (class, size in mm); None where nobody knows.
    """

    say: Literal["taken"] = "taken"
    part_id: str
    ring: str
    slot: int
    defects: tuple[tuple[str, float], ...] | None = None
    dropped: int = 0


class FrameFailed(_Line):
    """There is no frame for this part, and why."""

    say: Literal["failed"] = "failed"
    part_id: str
    why: str


class CameraAlive(_Line):
    """The heartbeat, sent by the loop that also talks to the device: when that hangs, it stops."""

    say: Literal["alive"] = "alive"
    frames: int
    """Frames published so far, live and triggered."""
    skipped: int
    """Live frames left out because every slot was held."""
    thrown: int = 0
    """Frames that came damaged, or that by the device's count never came."""
    dropped: int = 0
    """Frames that belonged to no part."""


class CameraFailed(_Line):
    """The device can't be opened or has failed for good; the process ends."""

    say: Literal["fault"] = "fault"
    why: str


Order = Annotated[TriggerOrder | ReleaseOrder | StopOrder, Field(discriminator="do")]
Report = Annotated[
    CameraOpened | RingMade | FrameTaken | FrameFailed | CameraAlive | CameraFailed,
    Field(discriminator="say"),
]
ORDERS: TypeAdapter[Order] = TypeAdapter(Order)
REPORTS: TypeAdapter[Report] = TypeAdapter(Report)

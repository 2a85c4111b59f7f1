"""What messages of line and window are made of: findings, images, counts, states of cameras and folders."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict

from inspector_app.domain.geometry import Outline


class Message(BaseModel):
    """Anything on the wire: it never changes, and a field that nobody knows is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class FindingInfo(Message):
    """A finding on the wire; box is (x1, y1, x2, y2) in px; outlines and area of a network that gives them."""

    view: str
    defect_class: str
    score: float
    box: tuple[float, float, float, float]
    size_mm: float
    outlines: tuple[Outline, ...] = ()
    area_mm2: float | None = None


class DrawnInfo(Message):
    """A defect that a person drew."""

    view: str
    defect_class: str
    box: tuple[float, float, float, float]


class ViewImage(Message):
    """Where the kept image of a view and its golden are, relative to the home; None where there is none.

    width and height are the image's, in px; 0 where they are not known.
    """

    view: str
    image_path: str | None
    golden_path: str | None
    mm_per_px: float
    width: int = 0
    height: int = 0


class Counters(Message):
    """Counts of the running shift; waiting is what a person has yet to answer."""

    inspected: int = 0
    passed: int = 0
    failed: int = 0
    review: int = 0
    waiting: int = 0
    in_hold_bin: int = 0
    skipped_live_frames: int = 0
    lost_frames: int = 0
    late: int = 0
    p99_latency_ms: float | None = None


class CameraState(Message):
    """How one camera is; ring names the shared memory that holds its newest frames."""

    view: str
    state: Literal["starting", "live", "no image", "restarting", "fault", "stopped"]
    ring: str | None
    frame_age_s: float | None
    fps: float
    gaps: int
    """Frames that by their ids were made and never came."""
    detail: str = ""
    thrown: int = 0
    """Frames that came damaged or not at all; between parts they cost nobody anything."""
    repeats: int = 0
    """Frames whose id was not new."""
    strays: int = 0
    """Frames that belonged to no part."""
    losing: str = ""
    """A sentence where it gives images, but too many are lost."""
    camera: str = ""
    """Which camera is at work, where the view has two."""
    spare_at_work: bool = False
    standby_lost: str = ""
    """A sentence where the one of two cameras that stands by is lost: nothing could take over."""


class ImageFolder(Message):
    """How full the image folder is, and what was removed from it to stay under its cap."""

    used_bytes: int
    cap_bytes: int
    purged: int
    note: str = ""
    waiting: int = 0
    """Images that are being encoded and written now; a part is through only when its own are."""
    most_waiting: int = 0
    unpacked: int = 0
    """Images on disk without loss that are yet to be made smaller."""
    most_unpacked: int = 0

"""Cameras: one process a camera, its frames in shared memory, and the line's side of all of them."""

from inspector_app.cameras.folder_files import FolderError
from inspector_app.cameras.folder_parts import FolderParts
from inspector_app.cameras.group import CameraGroup
from inspector_app.cameras.link import CameraSetup
from inspector_app.cameras.live_frames import LiveFrames
from inspector_app.cameras.paced_parts import PacedParts
from inspector_app.cameras.ring_files import remove_stale_rings
from inspector_app.cameras.ring_layout import RingError
from inspector_app.cameras.ring_reader import RingFrame, RingReader

__all__ = [
    "CameraGroup",
    "CameraSetup",
    "FolderError",
    "FolderParts",
    "LiveFrames",
    "PacedParts",
    "RingError",
    "RingFrame",
    "RingReader",
    "remove_stale_rings",
]

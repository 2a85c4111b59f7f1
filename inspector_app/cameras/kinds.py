"""Which kind of camera a setup names."""

from __future__ import annotations

from inspector_app.cameras.folder import open_folder
from inspector_app.cameras.genicam.camera import open_genicam
from inspector_app.cameras.kind import CameraKind
from inspector_app.cameras.link import CameraSetup
from inspector_app.cameras.rtsp import open_rtsp
from inspector_app.cameras.usb import open_usb
from inspector_app.cameras.video import open_video
from inspector_app.settings.camera_sections import CameraSection, GenicamCamera, RtspCamera, UsbCamera


def open_camera(setup: CameraSetup) -> CameraKind:
    """The camera of a setup, open. Raises OpenError saying why it can't be."""
    if setup.device is not None:
        return _open_device(setup.device)
    if setup.kind == "folder":
        return open_folder(setup)
    from inspector_app.cameras.simulated import open_simulated  # noqa: PLC0415 - real cameras start without boards

    return open_simulated(setup)


def _open_device(section: CameraSection) -> CameraKind:
    if isinstance(section, GenicamCamera):
        return open_genicam(section)
    if isinstance(section, UsbCamera):
        return open_usb(section)
    if isinstance(section, RtspCamera):
        return open_rtsp(section)
    return open_video(section)

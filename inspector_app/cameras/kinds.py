"""Which kind of camera a setup names."""

from __future__ import annotations

from inspector_app.cameras.folder import open_folder
from inspector_app.cameras.genicam.camera import open_genicam
from inspector_app.cameras.kind import CameraKind
from inspector_app.cameras.link import CameraSetup
from inspector_app.cameras.simulated import open_simulated


def open_camera(setup: CameraSetup) -> CameraKind:
    """The camera of a setup, open. Raises OpenError saying why it can't be."""
    if setup.device is not None:
        return open_genicam(setup.device)
    if setup.kind == "folder":
        return open_folder(setup)
    return open_simulated(setup)

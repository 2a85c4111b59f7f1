"""The GenTL producer that these tests run against: viky, or the file that INSPECTOR_GENTL names.

INSPECTOR_GENTL_SERIALS picks cameras of it (with commas); else all that it finds, at most three.
"""

import os

import pytest

from inspector_app.bootstrap.camera_setting_up import find_cameras
from inspector_app.settings.camera_sections import GenicamCamera

PRODUCER = os.environ.get("INSPECTOR_GENTL") or "viky"
IS_VIKY = PRODUCER == "viky"
only_viky = pytest.mark.skipif(not IS_VIKY, reason="needs a feature of the software producer viky")


def serials():
    chosen = [name for name in os.environ.get("INSPECTOR_GENTL_SERIALS", "").split(",") if name]
    found = [
        camera["address"] for camera in find_cameras([PRODUCER])["cameras"] if camera["kind"] == "genicam"
    ]
    return (chosen or found)[:3]


def section(serial, view="top", **keys):
    return GenicamCamera(kind="genicam", view=view, serial=serial, producer=PRODUCER, **keys)

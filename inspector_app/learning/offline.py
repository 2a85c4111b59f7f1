"""Keeps the heavy libraries from the network: no telemetry, no downloads, no self-installing."""

from __future__ import annotations

import os


def stay_offline() -> None:
    """To be called before the first import of ultralytics or NNCF."""
    os.environ.setdefault("YOLO_OFFLINE", "true")
    os.environ.setdefault("YOLO_AUTOINSTALL", "false")
    os.environ.setdefault("YOLO_VERBOSE", "true")
    os.environ.setdefault("NNCF_CI", "1")  # NNCF and OpenVINO's converter send no usage data with it
    from ultralytics import settings  # noqa: PLC0415 - the variables above must be set first

    settings.update({"sync": False})

"""From a camera's section to the features that say the same, in the order in which cameras take them."""

from __future__ import annotations

from inspector_app.cameras.genicam.nodes import Nodes, Value
from inspector_app.cameras.kind import OpenError
from inspector_app.settings.camera_sections import GenicamCamera, Region

Wanted = list[tuple[str, Value]]
"""Feature and value, in order. Names are those of the standard feature list (SFNC), and older ones."""


def wanted_nodes(section: GenicamCamera, nodes: Nodes) -> Wanted:
    """What is to be written. Raises OpenError, naming the key of the section, where the camera has no such feature."""
    balanced = any(name.startswith("BalanceRatio") for name in section.nodes)
    wanted: Wanted = _by_hand(nodes, "BalanceWhiteAuto") if balanced else []
    wanted += section.nodes.items()
    if section.pixel_format is not None:
        wanted.append(("PixelFormat", section.pixel_format))
    if section.roi is not None:
        wanted += _region(section.roi, nodes)
    if section.exposure_us is not None:
        wanted += _by_hand(nodes, "ExposureAuto")
        wanted.append((_needed(nodes, "exposure_us", "ExposureTime", "ExposureTimeAbs"), section.exposure_us))
    if section.gain_db is not None:
        wanted += _by_hand(nodes, "GainAuto")
        wanted.append((_needed(nodes, "gain_db", "Gain", "GainAbs"), section.gain_db))
    return wanted + _trigger(section, nodes)


def free_running(nodes: Nodes) -> Wanted:
    """Until the first picture every camera runs by itself."""
    wanted: Wanted = [("AcquisitionMode", "Continuous")] if nodes.has("AcquisitionMode") else []
    if nodes.has("TriggerMode"):
        if nodes.has("TriggerSelector"):
            wanted.append(("TriggerSelector", "FrameStart"))
        wanted.append(("TriggerMode", "Off"))
    return wanted


def _trigger(section: GenicamCamera, nodes: Nodes) -> Wanted:
    if section.trigger == "free":
        return free_running(nodes)
    _needed(nodes, "trigger", "TriggerMode")
    source = "Software" if section.trigger == "software" else section.trigger_line
    wanted: Wanted = [("TriggerSelector", "FrameStart")] if nodes.has("TriggerSelector") else []
    wanted += [("TriggerSource", source), ("TriggerMode", "On")]
    if section.trigger == "hardware" and nodes.has("TriggerActivation"):
        wanted.append(("TriggerActivation", section.trigger_edge))
    return wanted


def _region(roi: Region, nodes: Nodes) -> Wanted:
    """Offsets first go to zero: a camera refuses a width that would reach past the sensor."""
    offsets = [("OffsetX", roi.x), ("OffsetY", roi.y)]
    for name, value in offsets:
        if value and not nodes.has(name):
            raise OpenError(f"roi: the camera has no {name}, so x and y must be 0")
    there: Wanted = [(name, value) for name, value in offsets if nodes.has(name)]
    zeros: Wanted = [(name, 0) for name, _ in there]
    return [*zeros, ("Width", roi.width), ("Height", roi.height), *there]


def _by_hand(nodes: Nodes, name: str) -> Wanted:
    return [(name, "Off")] if nodes.has(name) else []


def _needed(nodes: Nodes, key: str, *names: str) -> str:
    name = nodes.first(*names)
    if name is None:
        raise OpenError(f"{key}: the camera has no {names[0]}; leave the key out")
    return name

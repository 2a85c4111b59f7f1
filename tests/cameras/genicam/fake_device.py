"""A device with trigger nodes and a clock, which viky has not: the driver's side, as far as it is used."""

import time
from types import SimpleNamespace

import numpy as np

from inspector_app.cameras.genicam.camera import GenicamKind
from inspector_app.settings.camera_sections import GenicamCamera


class Node:
    def __init__(self, value, symbolics=(), stuck=False, on_execute=None):
        self._value, self.symbolics, self.stuck = value, symbolics, stuck
        self.execute = on_execute

    @property
    def value(self):
        return self._value

    @value.setter
    def value(self, value):
        if self.symbolics and value not in self.symbolics:
            raise ValueError(f"{value} is invalid")
        if not self.stuck:
            self._value = value


class Device:
    """Frames are put in by `expose`; a software trigger exposes one by itself unless `deaf`."""

    min_num_buffers = 2

    def __init__(self, **nodes):
        self.deaf = False
        self.filled, self.returned, self.frame_id = [], [], 0
        self.started_s = time.monotonic() - 1000  # the device's clock counts from its start
        self.nodes = {
            "PayloadSize": Node(24),
            "AcquisitionMode": Node("Continuous"),
            "TriggerSelector": Node("FrameStart", ("FrameStart", "AcquisitionStart")),
            "TriggerMode": Node("Off", ("On", "Off")),
            "TriggerSource": Node("Line0", ("Software", "Line0", "Line1")),
            "TriggerActivation": Node("RisingEdge"),
            "TriggerSoftware": Node(None, on_execute=self.software_trigger),
            "ExposureAuto": Node("Continuous", ("Off", "Continuous")),
            "ExposureTime": Node(2000.0),
            "GainAuto": Node("Off"),
            "Gain": Node(0.0),
            "OffsetX": Node(0),
            "OffsetY": Node(0),
            "Width": Node(640),
            "Height": Node(480),
            "PixelFormat": Node("Mono8", ("Mono8", "Mono12")),
            **nodes,
        }
        self.remote_device = SimpleNamespace(node_map=self)
        self.device = SimpleNamespace(access_status=5)
        self.parent = SimpleNamespace(queue_buffer=self.returned.append, parent=SimpleNamespace())

    def has_node(self, name):
        return name in self.nodes

    def get_node(self, name):
        return self.nodes[name]

    def add_callback(self, event, callback):
        del event, callback

    def start(self):
        self.expose()  # free-running until the first picture is there

    def stop(self):
        pass

    def destroy(self):
        pass

    def software_trigger(self):
        if not self.deaf:
            self.expose()

    def expose(self, *, skip=0, late_s=0.0, **values):
        self.frame_id += 1 + skip
        buffer = SimpleNamespace(
            frame_id=self.frame_id,
            timestamp_ns=int((time.monotonic() - self.started_s) * 1e9),
            payload_type=1,
            pixel_format=0x01080001,
            width=6,
            height=4,
            padding_x=0,
            image_offset=0,
            raw_buffer=np.full(24, self.frame_id % 256, np.uint8),
            size_filled=24,
            pixel_endianness=1,
            parent=self.parent,
            **values,
        )
        self.filled.append((time.monotonic() + late_s, buffer))

    def try_fetch(self, *, timeout, is_raw):
        del timeout, is_raw
        if self.filled and self.filled[0][0] <= time.monotonic():
            return self.filled.pop(0)[1]
        return None


def opened(device, **keys):
    section = GenicamCamera(
        kind="genicam", view="top", serial="1", producer="fake", **{"longest_wait_s": 0.3} | keys
    )
    return GenicamKind(section, device, lambda: None)

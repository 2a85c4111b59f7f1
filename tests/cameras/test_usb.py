"""Cameras through OpenCV. A video file stands for the device: OpenCV reads both by the same calls."""

import time
from pathlib import Path

import cv2
import numpy as np
import pytest

from inspector_app.cameras.kind import LostError, OpenError
from inspector_app.cameras.link import TriggerOrder
from inspector_app.cameras.usb import open_usb
from inspector_app.settings.camera_sections import UsbCamera
from tests.cameras.video_files import write_video
from tests.cameras.waiting import until


def camera(device, **keys):
    return UsbCamera(kind="usb", view="top", device=device, **keys)


class Settable:
    """A device that keeps what it is told, but for what it refuses."""

    def __init__(self, refuses=()):
        self.values, self.order, self._refuses = {}, [], refuses

    def isOpened(self):  # noqa: N802
        return True

    def set(self, code, value):
        self.order.append(code)
        if code not in self._refuses:
            self.values[code] = value

    def get(self, code):
        return self.values.get(code, 0.0)

    def read(self):
        time.sleep(0.01)
        return True, np.zeros((4, 4, 3), np.uint8)

    def release(self):
        pass


def test_a_device_that_is_not_there_is_named():
    with pytest.raises(OpenError, match="/dev/no-such-camera can't be opened"):
        open_usb(camera("/dev/no-such-camera"))


def test_the_size_is_set_first_then_all_is_read_back(monkeypatch):
    device = Settable()
    monkeypatch.setattr(cv2, "VideoCapture", lambda name: device)
    kind = open_usb(camera(0, width=1280, height=720, properties={"auto_exposure": 1, "exposure": 157}))
    assert device.order[:2] == [cv2.CAP_PROP_FRAME_WIDTH, cv2.CAP_PROP_FRAME_HEIGHT]
    assert device.get(cv2.CAP_PROP_EXPOSURE) == 157
    assert kind.capture(TriggerOrder(part_id="p", number=1)).image.shape == (4, 4, 3)
    kind.close()


def test_what_the_device_does_not_take_keeps_it_out_of_work(monkeypatch):
    monkeypatch.setattr(cv2, "VideoCapture", lambda name: Settable(refuses={cv2.CAP_PROP_GAIN}))
    with pytest.raises(OpenError, match="gain is 0, not 12"):
        open_usb(camera(0, properties={"gain": 12}))


def test_a_device_that_was_pulled_out_is_given_up(tmp_path):
    kind = open_usb(camera(str(write_video(tmp_path / "a.avi"))))
    with pytest.raises(LostError, match="the stream has ended"):
        until(lambda: kind.live() and False)
    kind.close()


@pytest.mark.skipif(not Path("/dev/video0").exists(), reason="no camera at /dev/video0")
def test_a_real_device():
    kind = open_usb(camera("/dev/video0"))
    assert kind.capture(TriggerOrder(part_id="p", number=1)).image.size
    kind.close()

"""Cameras without a line: which there are, and one picture of one of them."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np

from inspector_app.cameras import CameraGroup, CameraSetup
from inspector_app.cameras.finding import installed_producers
from inspector_app.domain.frame import Frame
from inspector_app.domain.part import Part, new_id
from inspector_app.imaging.encoding import encode_png
from inspector_app.settings.camera_file import load_cameras
from inspector_app.settings.camera_sections import CameraSection, GenicamCamera
from inspector_app.settings.home import Home
from inspector_app.settings.whole_files import write_whole

_FIND_S = 30.0
_OPEN_S = 20.0
_FRAME_S = 2.0


class CameraSetUpError(Exception):
    """No picture, or no list; the message says why."""


@dataclass(frozen=True, slots=True)
class Grabbed:
    """A picture that was written, in figures for a person who sets light and lens."""

    file: str
    width: int
    height: int
    channels: int
    brightness: float
    """Mean of all values, 0 to 255."""
    frame_id: int

    @property
    def text(self) -> str:
        """One line."""
        colour = "gray" if self.channels == 1 else "colour"
        size = f"{self.width} x {self.height} px"
        return (
            f"{self.file}: {size}, {colour}, brightness {self.brightness:.0f} of 255, frame {self.frame_id}"
        )


def known_producers(home: Home) -> list[str]:
    """Those that the home's cameras use, and those that drivers have installed."""
    cameras = load_cameras(home.camera_file).camera if home.camera_file.exists() else ()
    used = [camera.producer for camera in cameras if isinstance(camera, GenicamCamera)]
    return list(dict.fromkeys([*used, *installed_producers()]))


def find_cameras(producers: Sequence[str]) -> dict[str, Any]:
    """{"cameras": [...], "troubles": [...]}. Raises CameraSetUpError where a driver hangs or crashes."""
    command = [sys.executable, "-m", "inspector_app.cameras.finding", *producers]
    try:
        done = subprocess.run(command, capture_output=True, timeout=_FIND_S, check=False)
    except subprocess.TimeoutExpired as error:
        raise CameraSetUpError(f"a driver did not answer within {_FIND_S:g} s") from error
    try:
        answer: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    except (IndexError, ValueError) as error:
        last = done.stderr.decode("utf-8", "replace").strip().splitlines()[-1:]
        raise CameraSetUpError(
            f"looking for cameras ended with {done.returncode}: {''.join(last)}"
        ) from error
    return answer


def take_frame(section: CameraSection) -> Frame:
    """One frame of a camera, by the process that the line would use. Raises CameraSetUpError."""
    with TemporaryDirectory() as folder:
        setup = CameraSetup(view=section.view, kind="device", run_folder=folder, device=section)
        group = CameraGroup([setup], lambda _: None)
        try:
            return _frame_of(group, section.view)
        finally:
            group.close()


def grab(section: CameraSection, out: Path) -> Grabbed:
    """One picture of a camera, in a file. Raises CameraSetUpError."""
    frame = take_frame(section)
    image = frame.image
    write_whole(out, encode_png(image))
    channels = image.shape[2] if image.ndim == 3 else 1
    height, width = image.shape[:2]
    return Grabbed(str(out), width, height, channels, float(np.mean(image)), frame.device_frame_id)


def _frame_of(group: CameraGroup, view: str) -> Frame:
    group.start()
    until = time.monotonic() + _OPEN_S
    while not group.wait_live(0.1):
        state = group.states()[0]
        if state.state == "fault" or time.monotonic() > until:
            raise CameraSetUpError(f"no picture: {state.detail or state.state}")
    part = Part(new_id(), 1)
    group.trigger(part)
    frame = group.collect(part, _FRAME_S).get(view)
    if frame is None:
        raise CameraSetUpError(f"no picture: {group.states()[0].detail or 'it did not come in time'}")
    return frame

"""Real camera processes on a real GenTL producer."""

import os
import signal
import time
from pathlib import Path

import numpy as np
import pytest

from inspector_app.cameras import CameraGroup, CameraSetup
from inspector_app.domain.part import Part, new_id
from tests.cameras.genicam.producers import IS_VIKY, only_viky, section
from tests.cameras.waiting import until

OPEN_S = 40
PROJECT = Path(__file__).parents[3]


@pytest.fixture
def started(tmp_path):
    groups = []

    def start(*sections):
        setups = [
            CameraSetup(view=one.view, kind="device", run_folder=str(tmp_path), device=one)
            for one in sections
        ]
        groups.append(CameraGroup(setups, lambda part: None))
        groups[-1].start()
        return groups[-1]

    yield start
    for group in groups:
        group.close()


def take(group, number, timeout_s=2.0):
    part = Part(new_id(), number)
    asked = time.monotonic()
    group.trigger(part)
    return group.collect(part, timeout_s), asked


def test_all_cameras_at_once_and_each_part_has_a_frame_of_its_own(started, serials):
    group = started(*(section(serial, f"view {serial}") for serial in serials))
    assert group.wait_live(OPEN_S), group.states()
    ids = {f"view {serial}": [] for serial in serials}
    for number in range(1, 7):
        frames, asked = take(group, number)
        assert set(frames) == set(ids), group.states()
        for view, frame in frames.items():
            assert frame.monotonic_s >= asked, "it was exposed before the part came"
            ids[view].append(frame.device_frame_id)
    for seen in ids.values():
        assert seen == sorted(set(seen))
    assert group.lost_frames == 0


@only_viky
def test_two_cameras_see_two_things(started, serials):
    group = started(*(section(serial, serial, pixel_format="RGBa8") for serial in serials[:2]))
    assert group.wait_live(OPEN_S), group.states()
    frames, _ = take(group, 1)
    first, second = (frames[serial].image for serial in serials[:2])
    assert first.shape == second.shape == (400, 400, 3)
    balls = [np.unique(image[image.min(axis=2) < 100], axis=0)[0] for image in (first, second)]
    assert not np.array_equal(*balls), "red and green balls"


def test_a_wrong_serial_stays_a_fault_that_names_what_is_there(started, serials):
    group = started(section("no-such-serial"))
    until(lambda: group.states()[0].state == "fault")
    detail = group.states()[0].detail
    assert "no-such-serial" in detail
    assert serials[0] in detail
    end = time.monotonic() + 4  # over a few tries
    while time.monotonic() < end:
        assert group.states()[0].state == "fault"
        time.sleep(0.05)
    assert take(group, 1, 0.2)[0] == {}


@only_viky
@pytest.mark.parametrize(
    ("keys", "said"),
    [
        ({"exposure_us": 1000}, "exposure_us: the camera has no ExposureTime"),
        ({"gain_db": 1}, "gain_db: the camera has no Gain"),
        ({"trigger": "software"}, "trigger: the camera has no TriggerMode"),
        ({"roi": {"x": 8, "width": 100, "height": 100}}, "roi: the camera has no OffsetX"),
        ({"pixel_format": "Mono12"}, "Mono12 for PixelFormat"),
        ({"nodes": {"NoSuchNode": 1}}, "no NoSuchNode"),
        ({"nodes": {"AcquisitionFrameRate": 20.45}}, "AcquisitionFrameRate is 20.0, not 20.45"),
    ],
)
def test_what_the_camera_does_not_take_keeps_it_out_of_work(started, serials, keys, said):
    group = started(section(serials[0], **keys))
    until(lambda: group.states()[0].state == "fault")
    assert said in group.states()[0].detail
    assert take(group, 1, 0.1)[0] == {}


@only_viky
def test_a_camera_that_comes_back_is_set_up_anew(started, serials):
    """A producer in software forgets everything with its process: killing it is its power cycle."""
    group = started(
        section(
            serials[0],
            pixel_format="Mono8",
            roi={"width": 240, "height": 120},
            nodes={"BouncingBallSize": 33},
        )
    )
    assert group.wait_live(OPEN_S), group.states()
    assert take(group, 1)[0]["top"].image.shape == (120, 240)
    os.kill(group.pids()["top"], signal.SIGKILL)
    assert take(group, 2, 0.5)[0] == {}
    assert group.wait_live(OPEN_S), group.states()
    assert take(group, 3)[0]["top"].image.shape == (120, 240)


HANGING = """
import ctypes, os
import harvesters.core as core

fetch = core.ImageAcquirer.try_fetch

def hanging(self, **keys):
    try:
        os.unlink({flag!r})
    except FileNotFoundError:
        return fetch(self, **keys)
    ctypes.PyDLL(None).sleep(1000)  # like the driver: in C, and holding the interpreter

core.ImageAcquirer.try_fetch = hanging
"""
PULLED = """
import os
import harvesters.core as core
from genicam import gentl

fetch, status = core.ImageAcquirer.try_fetch, gentl.Device.access_status
core.ImageAcquirer.try_fetch = lambda self, **keys: None if os.path.exists({flag!r}) else fetch(self, **keys)
gentl.Device.access_status = property(lambda self: 3 if os.path.exists({flag!r}) else status.__get__(self))
"""
FROZEN = """
import os
from inspector_app.cameras.genicam.buffers import DriverPixels

develop = DriverPixels.develop

def frozen(self, target):
    target.fill(99) if os.path.exists({flag!r}) else develop(self, target)

DriverPixels.develop = frozen
"""


@pytest.fixture
def ailing(tmp_path, monkeypatch):
    """The camera's process, and those after it, fall ill as soon as a file is there."""
    flag, patch = tmp_path / "ill", tmp_path / "patch"
    patch.mkdir()

    def prepare(illness):
        (patch / "sitecustomize.py").write_text(illness.format(flag=str(flag)))
        monkeypatch.setenv("PYTHONPATH", os.pathsep.join((str(patch), str(PROJECT))))
        return flag

    return prepare


@pytest.mark.skipif(os.name == "nt", reason="hangs by the C library's sleep")
def test_a_fetch_that_hangs_is_killed_and_the_camera_back_within_five_seconds(started, serials, ailing):
    flag = ailing(HANGING)
    group = started(section(serials[0]))
    assert group.wait_live(OPEN_S), group.states()
    pid = group.pids()["top"]
    flag.touch()
    until(lambda: not flag.exists(), 5)
    hung = time.monotonic()
    until(lambda: not group.all_live, 2.5)
    assert take(group, 1, 0.1)[0] == {}
    assert group.wait_live(OPEN_S), group.states()
    assert group.pids()["top"] != pid
    assert time.monotonic() - hung < 5
    assert set(take(group, 2)[0]) == {"top"}


def test_a_pulled_cable_is_noticed_within_a_second_and_the_camera_comes_back(started, serials, ailing):
    flag = ailing(PULLED)
    group = started(section(serials[0]))
    assert group.wait_live(OPEN_S), group.states()
    flag.touch()
    until(lambda: not group.all_live, 1.0)
    assert take(group, 1, 0.3)[0] == {}
    until(lambda: group.states()[0].state == "fault")
    flag.unlink()
    assert group.wait_live(OPEN_S), group.states()
    assert set(take(group, 2)[0]) == {"top"}


def test_the_same_picture_three_times_is_a_fault_and_gives_no_frame(started, serials, ailing):
    flag = ailing(FROZEN)
    group = started(section(serials[0]))
    assert group.wait_live(OPEN_S), group.states()
    assert set(take(group, 1)[0]) == {"top"}
    flag.touch()
    assert [len(take(group, number)[0]) for number in (2, 3, 4)] == [1, 1, 0]
    assert "frozen" in group.states()[0].detail
    flag.unlink()
    until(lambda: group.states()[0].state != "live")
    assert group.wait_live(OPEN_S), group.states()
    assert set(take(group, 5)[0]) == {"top"}


@pytest.mark.skipif(IS_VIKY, reason="its producer needs no exposure; for cameras that INSPECTOR_GENTL names")
def test_exposure_and_gain_of_a_real_camera_are_set(started, serials):
    group = started(section(serials[0], exposure_us=5000, gain_db=0))
    assert group.wait_live(OPEN_S), group.states()
    assert set(take(group, 1)[0]) == {"top"}

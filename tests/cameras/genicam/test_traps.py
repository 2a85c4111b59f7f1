"""What is known to go wrong with GenTL producers and harvesters, each made to happen on the real producer.

Everything runs in this process, with a producer opened and closed for each test.
"""

import subprocess
import sys
import time
from collections import Counter
from datetime import UTC, datetime

import numpy as np
import pytest
from genicam import gentl
from harvesters.core import Harvester

from inspector_app.cameras.genicam import stream
from inspector_app.cameras.genicam.producer import Producer
from inspector_app.cameras.kind import CaptureError, LostError, OpenError
from inspector_app.cameras.undeveloped import developed
from tests.cameras.genicam.open_kind import open_kind, order
from tests.cameras.genicam.producers import PRODUCER, only_viky, section
from tests.cameras.waiting import until


@pytest.fixture
def opened(serials):
    kinds = []

    def open_one(**keys):
        kinds.append(open_kind(section(serials[0], **keys)))
        return kinds[-1]

    yield open_one
    for kind in kinds:
        kind.close()


def test_one_harvester_is_asked_once_what_is_there_and_opens_one_camera_once(opened, monkeypatch):
    """Asking again while a camera is open breaks it; opening and closing over and over leaks."""
    calls = Counter()
    for name in ("__init__", "update", "create"):
        whole = getattr(Harvester, name)

        def counting(self, *args, _name=name, _whole=whole, **keys):
            calls[_name] += 1
            return _whole(self, *args, **keys)

        monkeypatch.setattr(Harvester, name, counting)
    kind = opened()
    for number in range(3):
        kind.capture(order(number))
        kind.prepare()
        kind.live()
    assert calls == {"__init__": 1, "update": 1, "create": 1}


BREAKING = """
import os, sys
from harvesters.core import Harvester
from inspector_app.cameras.genicam.producer import producer_file
harvester = Harvester()
harvester.add_file(str(producer_file("viky")))
harvester.update()
camera = harvester.create({"serial_number": "0"})
camera.start()
camera.fetch(timeout=5, is_raw=True)
harvester.update()
try:
    camera.fetch(timeout=5, is_raw=True)
except IndexError:
    print("broken", flush=True)
os._exit(0)
"""


@only_viky
def test_asking_again_does_break_an_open_camera():
    """The day this fails, the rule may be looked at again."""
    done = subprocess.run(
        [sys.executable, "-c", BREAKING], capture_output=True, text=True, timeout=60, check=True
    )
    assert done.stdout == "broken\n"


@only_viky
def test_without_a_clock_in_the_camera_the_hosts_counts(opened):
    kind = opened()
    with pytest.raises(gentl.NotAvailableException):
        _ = kind._borrowed.buffer.timestamp_ns
    before = datetime.now(UTC)
    asked = time.monotonic()
    shot = kind.capture(order())
    assert kind._borrowed.device_s is None
    assert asked <= shot.monotonic_s <= time.monotonic()
    assert before <= shot.captured_at <= datetime.now(UTC)


def test_pixels_are_a_view_of_the_drivers_buffer_and_a_copy_in_the_ring(opened):
    kind = opened()
    kept = kind.capture(order())
    copy = developed(kept.image)
    lines_then = kept.image.lines.copy()
    assert not kept.image.lines.flags.owndata, "not yet copied by anybody"
    for number in range(30):
        kind.capture(order(number))
        if not np.array_equal(kept.image.lines, lines_then):
            break
    assert not np.array_equal(kept.image.lines, lines_then), "the driver has filled the buffer again"
    assert copy.any()
    assert np.array_equal(copy, copy_of(kept, lines_then)), "who copied in time has the picture of then"


def copy_of(shot, lines):
    target = np.empty(shot.image.shape, np.uint8)
    shot.image.format.develop(lines, target)
    return target


@only_viky
def test_incomplete_buffers_are_thrown_away_and_counted_once(opened, monkeypatch):
    kind = opened()
    kind.capture(order())
    whole, left = gentl.Buffer.is_complete, [3]

    def torn(buffer):
        left[0] -= 1
        return left[0] < 0 and whole(buffer)

    monkeypatch.setattr(gentl.Buffer, "is_complete", torn)
    until(lambda: left[0] < 0)
    kind.capture(order(2))
    assert kind.thrown == 3


def test_buffers_that_are_all_torn_give_a_part_no_frame_and_the_camera_goes_on(opened, monkeypatch):
    kind = opened()
    with monkeypatch.context() as torn:
        torn.setattr(gentl.Buffer, "is_complete", lambda buffer: False)
        with pytest.raises(CaptureError, match="no frame came within"):
            kind.capture(order())
        assert kind.thrown > 3
    assert kind.capture(order(2)).device_frame_id


@only_viky
def test_a_buffer_without_an_image_is_refused_and_given_back(opened, monkeypatch):
    kind = opened()
    with monkeypatch.context() as empty:
        empty.setattr(gentl.Buffer, "width", property(lambda buffer: 0))
        for number in range(20):  # more than there are buffers
            with pytest.raises(CaptureError, match="no size"):
                kind.capture(order(number))
    kind.capture(order())


def test_another_camera_is_never_taken(serials):
    producer = Producer(PRODUCER)
    try:
        with pytest.raises(OpenError, match="no camera with the serial nobody"):
            producer.open("nobody")
    finally:
        producer.close()


@only_viky
def test_a_serial_that_can_not_be_read_matches_nothing(monkeypatch):
    """Harvesters' own search takes such a camera for the one that is asked for."""
    producer = Producer(PRODUCER)
    try:
        for info in producer._harvester.device_info_list:
            info.property_dict["serial_number"] = None
        with pytest.raises(OpenError, match="one without a serial"):
            producer.open("0")
    finally:
        producer.close()


@only_viky
def test_a_camera_that_was_set_back_is_noticed(opened, monkeypatch):
    kind = opened(nodes={"BouncingBallSize": 40})
    monkeypatch.setattr("inspector_app.cameras.genicam.camera._COMPARE_EVERY_S", 0.0)
    kind.prepare()
    kind._nodes.write("BouncingBallSize", 20)
    with pytest.raises(LostError, match="BouncingBallSize is 20, not 40"):
        kind.prepare()


def test_a_camera_that_falls_silent_is_given_up(opened, monkeypatch):
    kind = opened()
    monkeypatch.setattr("inspector_app.cameras.genicam.camera._NO_FRAME_S", 0.3)
    monkeypatch.setattr(kind._acquirer, "try_fetch", lambda **_: None)  # the cable is out
    with pytest.raises(LostError, match="no frame came"):
        until(lambda: kind.live() and False)


def test_a_camera_without_access_is_given_up(opened, monkeypatch):
    kind = opened()
    monkeypatch.setattr(kind._acquirer, "try_fetch", lambda **_: None)
    monkeypatch.setattr(type(kind._acquirer.device.module), "access_status", property(lambda device: 3))
    with pytest.raises(LostError, match="does not answer"):
        until(lambda: kind.live() and False)


def test_a_driver_that_raises_again_and_again_is_given_up(opened, monkeypatch):
    kind = opened()

    def broken(**_):
        raise IndexError("list index out of range")

    monkeypatch.setattr(kind._acquirer, "try_fetch", broken)
    with pytest.raises(LostError, match="gives no frames: list index"):
        until(lambda: kind.live() and False)


@only_viky
def test_chunk_data_comes_with_its_frame(opened, monkeypatch):
    monkeypatch.setattr(stream, "CHUNKS", ("ChunkNrBounces",))
    kind = opened()
    bounces = []
    for number in range(3):
        kind.capture(order(number))
        bounces.append(kind._borrowed.chunks["ChunkNrBounces"])
    assert bounces == sorted(bounces)


def test_a_file_that_is_no_producer_is_named(tmp_path):
    with pytest.raises(OpenError, match=r"no\.cti is not there"):
        Producer(str(tmp_path / "no.cti"))
    (tmp_path / "text.cti").write_text("no library")
    with pytest.raises(OpenError, match=r"text\.cti can't be used"):
        Producer(str(tmp_path / "text.cti"))

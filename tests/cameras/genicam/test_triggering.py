"""Which frame belongs to a part: free-running, triggered by software, triggered by a wire."""

import threading
import time

import pytest

from inspector_app.cameras.kind import CaptureError, LostError, OpenError
from inspector_app.cameras.undeveloped import developed
from tests.cameras.genicam.fake_device import Device, Node, opened
from tests.cameras.genicam.open_kind import order
from tests.cameras.waiting import until


@pytest.fixture
def kind_of():
    kinds = []

    def open_one(device, **keys):
        kinds.append(opened(device, **keys))
        return kinds[-1]

    yield open_one
    for kind in kinds:
        kind.close()


class Running:
    """A device that exposes by itself, one frame every 20 ms."""

    def __init__(self, device):
        self._device, self._end = device, threading.Event()
        self._thread = threading.Thread(target=self._run)
        self._thread.start()

    def _run(self):
        while not self._end.wait(0.02):
            self._device.expose(late_s=0.015)

    def stop(self):
        self._end.set()
        self._thread.join()


@pytest.fixture
def running():
    started = []

    def run(device):
        started.append(Running(device))
        return device

    yield run
    for one in started:
        one.stop()


def test_free_running_gives_the_first_frame_exposed_after_the_trigger(kind_of, running):
    device = running(Device())
    kind = kind_of(device)
    until(lambda: kind._stream.clock.period_s > 0)
    for number in range(5):
        asked = time.monotonic()
        shot = kind.capture(order(number))
        assert asked <= shot.monotonic_s < asked + 0.3
        assert kind._borrowed.arrived_s >= asked + 0.015, "what was on its way already is not taken"


def test_the_moment_that_the_line_was_told_counts_not_the_moment_that_the_camera_was(kind_of, running):
    device = running(Device())
    kind = kind_of(device, longest_wait_s=0.05)
    until(lambda: kind._stream.clock.period_s > 0)
    told = time.monotonic()
    time.sleep(0.12)
    shot = kind.capture(order(triggered_s=told))
    assert shot.monotonic_s >= told


def test_software_trigger_gives_the_frame_that_it_asked_for(kind_of):
    device = Device()
    kind = kind_of(device, trigger="software")
    assert device.nodes["TriggerSource"].value == "Software"
    assert device.nodes["TriggerMode"].value == "On"
    ids = [kind.capture(order(number)).device_frame_id for number in range(3)]
    assert ids == [2, 3, 4], "one picture was taken to open, then one a part"
    assert kind.thrown == 0


def test_a_frame_that_never_comes_is_no_frame_and_then_the_camera_is_opened_anew(kind_of):
    device = Device()
    kind = kind_of(device, trigger="software")
    device.deaf = True
    with pytest.raises(CaptureError, match=r"no frame came within 0\.3 s"):
        kind.capture(order())
    device.deaf = False
    device.expose()  # it comes after all: whose is the next one?
    with pytest.raises(LostError, match="never came"):
        kind.capture(order(2))


def test_a_frame_of_a_wire_that_never_came_costs_its_own_part_only(kind_of):
    device = Device()
    kind = kind_of(device, trigger="hardware", wire_before_ms=60, wire_after_ms=20)
    with pytest.raises(CaptureError, match="no frame came"):
        kind.capture(order())
    device.expose()  # it comes after all, when nobody waits for it
    time.sleep(0.1)
    device.expose()
    shot = kind.capture(order(2))
    assert (shot.device_frame_id, shot.dropped) == (3, 1)


def test_a_frame_of_the_next_part_is_kept_for_it(kind_of):
    device = Device()
    kind = kind_of(device, trigger="hardware", wire_before_ms=60, wire_after_ms=20)
    announced = time.monotonic()
    time.sleep(0.1)
    device.expose()
    until(lambda: kind._stream.waiting)
    with pytest.raises(CaptureError, match="no frame was exposed when the part lay there"):
        kind.capture(order(triggered_s=announced))
    assert kind.capture(order(2)).device_frame_id == 2


def test_a_camera_that_saw_the_part_before_it_was_announced_looks_back(kind_of):
    device = Device()
    kind = kind_of(device, trigger="hardware", wire_before_ms=40, wire_after_ms=40, offset_ms=-300)
    device.expose()
    time.sleep(0.3)
    device.expose()  # the part after it
    until(lambda: kind._stream.waiting == 2)
    assert kind.capture(order(offset_s=-0.3)).device_frame_id == 2
    time.sleep(0.3)
    assert kind.capture(order(2, offset_s=-0.3)).device_frame_id == 3


def test_an_idle_camera_triggered_by_software_is_looked_through_now_and_then(kind_of, monkeypatch):
    device = Device()
    kind = kind_of(device, trigger="software")
    assert kind.live() is None, "a picture is fresh"
    monkeypatch.setattr("inspector_app.cameras.genicam.camera._SHOW_AGAIN_S", 0.0)
    assert kind.live().device_frame_id == 2
    assert kind.free_running, "so the ids of parts do not follow each other"


def test_the_frame_of_a_wire_may_come_before_the_station_hears_of_the_part(kind_of):
    device = Device()
    kind = kind_of(device, trigger="hardware", trigger_line="Line1", trigger_edge="FallingEdge")
    assert device.nodes["TriggerSource"].value == "Line1"
    assert device.nodes["TriggerActivation"].value == "FallingEdge"
    device.expose()
    until(lambda: kind._stream.waiting)
    assert kind.capture(order()).device_frame_id == 2
    device.expose(late_s=0.1)
    assert kind.capture(order(2)).device_frame_id == 3
    assert not kind.free_running


def test_two_frames_for_one_part_are_none_and_the_next_part_has_its_own(kind_of):
    device = Device()
    kind = kind_of(device, trigger="hardware")
    device.expose()
    device.expose()
    until(lambda: kind._stream.waiting == 2)
    with pytest.raises(CaptureError, match="more than one frame"):
        kind.capture(order())
    device.expose(late_s=0.05)
    assert kind.capture(order(2)).device_frame_id == 4


def test_a_stray_frame_of_long_ago_is_nobodys(kind_of):
    device = Device()
    kind = kind_of(device, trigger="hardware", wire_before_ms=50)
    device.expose()
    until(lambda: kind._stream.waiting)
    time.sleep(0.1)
    with pytest.raises(CaptureError, match="no frame came"):
        kind.capture(order())


def test_between_wired_parts_the_last_picture_is_shown_as_long_as_the_camera_answers(kind_of, monkeypatch):
    monkeypatch.setattr("inspector_app.cameras.genicam.camera._SHOW_AGAIN_S", 0.0)
    device = Device()
    kind = kind_of(device, trigger="hardware")
    device.expose(late_s=0.02)
    taken = kind.capture(order())
    again = kind.live()
    assert (developed(again.image) == developed(taken.image)).all()
    assert again.monotonic_s > taken.monotonic_s
    device.nodes["PayloadSize"] = Node(None)
    with pytest.raises(LostError, match="does not answer"):
        kind.live()


def test_lost_frames_are_counted_by_their_ids(kind_of):
    device = Device()
    kind = kind_of(device)
    device.expose(skip=4)
    until(lambda: kind.thrown == 4)


def test_every_buffer_goes_back_to_the_driver(kind_of):
    device = Device()
    kind = kind_of(device, trigger="software")
    for number in range(20):
        kind.capture(order(number))
    assert len(device.returned) == 20, "of 21 only the last is still ours"


def test_settings_are_written_by_hand_and_in_an_order_that_cameras_take(kind_of):
    device = Device()
    kind_of(device, exposure_us=1500, gain_db=3, roi={"x": 8, "y": 4, "width": 320, "height": 200})
    now = {name: node.value for name, node in device.nodes.items()}
    assert (now["ExposureAuto"], now["ExposureTime"], now["Gain"]) == ("Off", 1500, 3)
    assert (now["OffsetX"], now["OffsetY"], now["Width"], now["Height"]) == (8, 4, 320, 200)


def test_a_setting_that_reads_back_as_something_else_keeps_the_camera_out(kind_of):
    with pytest.raises(OpenError, match=r"ExposureTime is 2000\.0, not 1500"):
        kind_of(Device(ExposureTime=Node(2000.0, stuck=True)), exposure_us=1500)


def test_a_camera_with_another_serial_inside_is_not_used(kind_of):
    with pytest.raises(OpenError, match="its serial is 77, not 1"):
        kind_of(Device(DeviceSerialNumber=Node("77")))


def test_a_frame_exposed_otherwise_than_set_is_not_judged(kind_of, running):
    device = running(Device(ChunkExposureTime=Node(9000.0)))
    with pytest.raises(OpenError, match="exposed for 9000 us, not 1500"):
        kind_of(device, exposure_us=1500)


def test_buffers_that_nobody_took_go_back_as_well(kind_of):
    device = Device()
    kind = kind_of(device)
    for _ in range(15):
        device.expose()
    until(lambda: not device.filled)
    until(lambda: len(device.returned) == 14)
    assert kind._stream.waiting == 1


def test_a_frame_that_comes_again_is_thrown_away_and_counted(kind_of):
    device = Device()
    kind = kind_of(device)
    device.frame_id -= 1
    device.expose()
    until(lambda: kind.thrown == 1)
    assert kind._stream.waiting == 0
    assert len(device.returned) == 1

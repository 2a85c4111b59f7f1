"""Between driver and network a frame is copied once: out of the driver's buffer, into the memory that is shared."""

import time
from datetime import UTC, datetime
from types import SimpleNamespace

import numpy as np

from inspector_app.cameras.genicam.buffers import DriverPixels
from inspector_app.cameras.link import CameraSetup, FrameTaken, RingMade
from inspector_app.cameras.mailbox import Mailbox
from inspector_app.cameras.ring_layout import RingLayout
from inspector_app.cameras.ring_writer import RingWriter
from inspector_app.cameras.shot import Shot
from inspector_app.cameras.station_camera import StationCamera

HEIGHT, WIDTH = 48, 64


class Child:
    """A camera's process, as far as it is asked to release slots."""

    def __init__(self, writer):
        self.writer = writer

    def order(self, order):
        self.writer.release(order.slot)
        return True


def driver_buffer():
    return SimpleNamespace(
        payload_type=1,
        pixel_format=0x01080001,
        width=WIDTH,
        height=HEIGHT,
        padding_x=0,
        image_offset=0,
        raw_buffer=np.arange(HEIGHT * WIDTH, dtype=np.uint32).astype(np.uint8),
        size_filled=HEIGHT * WIDTH,
        pixel_endianness=1,
    )


def places_of_pixels(*arrays):
    """How many different places of memory hold these pixels."""
    places = []
    for array in arrays:
        if not any(np.shares_memory(array, other) for other in places):
            places.append(array)
    return len(places)


def test_a_frame_is_copied_once_between_driver_and_network(tmp_path):
    buffer = driver_buffer()
    pixels = DriverPixels.of(buffer)
    writer = RingWriter(tmp_path, RingLayout.for_pixels(4, HEIGHT * WIDTH))
    slot = writer.publish(Shot(pixels, 1, datetime.now(UTC), time.monotonic()), "a")
    setup = CameraSetup(view="top", kind="folder", run_folder="")
    box = Mailbox([setup.place])
    camera, child = StationCamera(setup, box), Child(writer)
    camera._child = child
    camera._on_report(child, RingMade(path=str(writer.path)))
    box.expect("a", time.monotonic())
    camera._on_report(child, FrameTaken(part_id="a", ring=str(writer.path), slot=slot))
    taken = box.wait("a", 1).frames["top"]
    in_ring = np.frombuffer(camera._ring._bytes, np.uint8)
    assert (taken.frame.image == buffer.raw_buffer.reshape(HEIGHT, WIDTH)).all()
    # what the examiner is given is taken.frame.image itself
    way = (buffer.raw_buffer, pixels.lines, in_ring, taken.frame.image)
    assert places_of_pixels(*way) - 1 == 1
    assert writer.held == 1
    del taken, way
    assert writer.held == 0, "the camera has its slot back when the part is through"
    writer.close()

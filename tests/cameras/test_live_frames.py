"""Live pictures for a window, over rings that come and go."""

import time
from datetime import UTC, datetime

import numpy as np

from inspector_app.cameras import LiveFrames
from inspector_app.cameras.ring_layout import RingLayout
from inspector_app.cameras.ring_writer import RingWriter
from inspector_app.cameras.shot import Shot


def publish(ring, value):
    ring.publish(Shot(np.full((40, 60), value, np.uint8), 1, datetime.now(UTC), time.monotonic()))


def test_the_newest_picture_once_and_nothing_from_a_ring_that_is_gone(tmp_path):
    live = LiveFrames()
    ring = RingWriter(tmp_path, RingLayout.for_pixels(4, 40 * 60))
    assert live.newest(str(ring.path)) is None
    publish(ring, 1)
    publish(ring, 2)
    frame = live.newest(str(ring.path))
    assert frame.image[0, 0] == 2
    assert frame.age_s < 5
    assert live.newest(str(ring.path)) is None
    ring.close()
    assert live.newest(str(ring.path)) is None
    assert live.newest(str(tmp_path / "never")) is None
    live.close()


def test_many_rings_over_time_are_not_all_kept_open(tmp_path):
    live = LiveFrames()
    for value in range(40):
        ring = RingWriter(tmp_path, RingLayout.for_pixels(3, 40 * 60))
        publish(ring, value)
        assert live.newest(str(ring.path)).image[0, 0] == value
        ring.close()
    assert len(live._readers) <= 16
    live.close()

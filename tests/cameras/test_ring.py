"""Rings: what is written is read, triggered frames stay, copies are whole even under a fast writer."""

import stat
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest

from inspector_app.cameras.ring_files import new_ring_file, remove_stale_rings
from inspector_app.cameras.ring_layout import RingError, RingLayout
from inspector_app.cameras.ring_reader import RingReader
from inspector_app.cameras.ring_writer import RingWriter
from inspector_app.cameras.shot import Shot

LAYOUT = RingLayout.for_pixels(4, 2 * 40 * 60 * 3)


def shot(value, frame_id=1, golden=None, shape=(40, 60, 3)):
    return Shot(np.full(shape, value, np.uint8), frame_id, datetime.now(UTC), time.monotonic(), golden)


@pytest.fixture
def writer(tmp_path):
    ring = RingWriter(tmp_path, LAYOUT)
    yield ring
    ring.close()


def test_the_newest_frame_is_read_with_its_golden_and_both_clocks(writer):
    golden = np.full((40, 60), 9, np.uint8)
    taken = shot(7, frame_id=3, golden=golden)
    writer.publish(taken)
    frame = RingReader(writer.path).newest()
    assert frame is not None
    np.testing.assert_array_equal(frame.image, taken.image)
    np.testing.assert_array_equal(frame.golden, golden)
    assert (frame.device_frame_id, frame.part_id, frame.captured_at) == (3, None, taken.captured_at)
    assert frame.monotonic_s == pytest.approx(taken.monotonic_s, abs=1e-6)


def test_a_reader_is_given_each_frame_once_and_told_how_many_it_skipped(writer):
    reader = RingReader(writer.path)
    assert reader.newest() is None
    assert reader.age_s() is None
    for value in range(1, 4):
        writer.publish(shot(value))
    assert reader.newest().skipped == 0
    assert reader.newest() is None
    for value in range(4, 8):
        writer.publish(shot(value))
    frame = reader.newest()
    assert (frame.image[0, 0, 0], frame.skipped) == (7, 3)
    assert reader.age_s() < 5


def test_a_triggered_frame_is_never_overwritten_before_its_release(writer):
    slot = writer.publish(shot(200), "part-a")
    for value in range(50):
        writer.publish(shot(value))
    reader = RingReader(writer.path)
    assert reader.triggered(slot, "part-a", nobody).image[0, 0, 0] == 200
    assert reader.triggered(slot, "part-b", nobody) is None
    writer.release(slot)
    for value in range(10):
        writer.publish(shot(value))
    assert reader.triggered(slot, "part-a", nobody) is None


def nobody():
    """Who is told that a frame is let go."""


def test_a_triggered_frame_lies_where_the_camera_put_it_and_is_let_go_with_its_last_view(writer):
    gone = []
    golden = np.full((40, 60), 9, np.uint8)
    slot = writer.publish(shot(200, golden=golden), "part-a")
    reader = RingReader(writer.path)
    frame = reader.triggered(slot, "part-a", lambda: gone.append(slot))
    assert np.shares_memory(frame.image, np.frombuffer(reader._bytes, np.uint8))
    with pytest.raises(ValueError, match="read-only"):
        frame.image[0, 0, 0] = 1
    corner, beside = frame.image[:4, :4], frame.golden
    del frame
    assert gone == []
    del corner
    assert gone == [], "the golden lies in the same slot"
    del beside
    assert gone == [slot]


def test_with_every_slot_held_nothing_is_written_and_nothing_lost(writer):
    slots = [writer.publish(shot(value), f"part-{value}") for value in range(4)]
    assert None not in slots
    assert writer.publish(shot(99)) is None
    assert writer.publish(shot(99), "part-99") is None
    reader = RingReader(writer.path)
    for value, slot in enumerate(slots):
        assert reader.triggered(slot, f"part-{value}", nobody).image[0, 0, 0] == value


def test_gray_and_colour_may_follow_each_other(writer):
    writer.publish(shot(1, shape=(40, 60)))
    reader = RingReader(writer.path)
    assert reader.newest().image.shape == (40, 60)
    writer.publish(shot(1))
    assert reader.newest().image.shape == (40, 60, 3)
    assert not writer.fits(shot(1, shape=(4000, 60, 3)))


def test_only_this_user_may_open_a_ring_and_it_goes_when_closed(tmp_path):
    ring = RingWriter(tmp_path, LAYOUT)
    assert stat.S_IMODE(ring.path.stat().st_mode) == 0o600
    ring.close()
    assert not ring.path.exists()


def test_what_a_killed_line_left_is_removed_but_not_the_rings_of_another_home(tmp_path):
    one, other = tmp_path / "one", tmp_path / "other"
    one.mkdir()
    other.mkdir()
    left, kept = new_ring_file(one, 5000), new_ring_file(other, 5000)
    try:
        assert remove_stale_rings(one) == 1
        assert not left.exists()
        assert kept.exists()
    finally:
        kept.unlink()


def test_files_that_are_no_rings_are_refused_by_name(tmp_path):
    for content in (b"", b"short", b"x" * 9000):
        path = tmp_path / "ring"
        path.write_bytes(content)
        with pytest.raises(RingError, match=str(path)):
            RingReader(path)
    with pytest.raises(RingError, match="gone"):
        RingReader(tmp_path / "gone")


def test_without_room_anywhere_the_error_says_how_much_is_needed(tmp_path):
    with pytest.raises(RingError, match="no room for the frames of a camera"):
        new_ring_file(tmp_path / "missing", 2**62)


WRITER = """
import sys, time
from datetime import UTC, datetime
from pathlib import Path
import numpy as np
from inspector_app.cameras.ring_layout import RingLayout
from inspector_app.cameras.ring_writer import RingWriter
from inspector_app.cameras.shot import Shot
ring = RingWriter(Path(sys.argv[1]), RingLayout.for_pixels(3, 300 * 400 * 3))
print(ring.path, flush=True)
end, number = time.monotonic() + float(sys.argv[2]), 0
while time.monotonic() < end:
    number += 1
    image = np.full((300, 400, 3), number % 251, np.uint8)
    ring.publish(Shot(image, number, datetime.now(UTC), time.monotonic()))
    time.sleep(0.0005)
ring.close()
"""


def test_no_copy_is_ever_torn_while_another_process_writes_fast(tmp_path):
    with subprocess.Popen(
        [sys.executable, "-c", WRITER, str(tmp_path), "2.5"], stdout=subprocess.PIPE, text=True
    ) as process:
        reader = RingReader(Path(process.stdout.readline().strip()))
        whole = 0
        end = time.monotonic() + 2.0
        while time.monotonic() < end:
            frame = reader.newest()
            if frame is None:
                time.sleep(0.0002)
                continue
            whole += 1
            assert frame.image.min() == frame.image.max() == frame.device_frame_id % 251
    assert process.returncode == 0
    assert whole > 50
    assert not reader.path.exists()

"""Frames and parts: only the frame of the part that is waited for counts."""

import threading
import time
from datetime import UTC, datetime

import numpy as np

from inspector_app.cameras.mailbox import Mailbox
from inspector_app.domain.frame import Frame


def frame(view):
    return Frame(view, 1, np.zeros((4, 4), np.uint8), datetime.now(UTC), time.monotonic())


def test_all_frames_of_a_part_come_together():
    box = Mailbox()
    box.expect("a", ["left", "right"])
    threading.Timer(0.05, box.put, ("a", "right", frame("right"))).start()
    box.put("a", "left", frame("left"))
    assert set(box.wait("a", 5)) == {"left", "right"}


def test_a_late_frame_is_never_given_to_the_next_part():
    box = Mailbox()
    box.expect("a", ["left"])
    assert box.wait("a", 0.01) == {}
    box.expect("b", ["left"])
    assert not box.put("a", "left", frame("left"))
    assert box.late == 1
    assert box.wait("b", 0.01) == {}


def test_a_frame_after_the_collection_is_late_even_without_a_next_part():
    box = Mailbox()
    box.expect("a", ["left"])
    box.wait("a", 0.0)
    assert not box.put("a", "left", frame("left"))
    assert box.late == 1


def test_a_second_frame_of_one_part_is_not_taken():
    box = Mailbox()
    box.expect("a", ["left"])
    first = frame("left")
    box.put("a", "left", first)
    assert not box.put("a", "left", frame("left"))
    assert box.wait("a", 1)["left"] is first


def test_nobody_waits_for_a_camera_that_is_gone_or_has_no_frame():
    box = Mailbox()
    box.expect("a", ["left", "right"])
    box.put("a", "left", None)
    threading.Timer(0.05, box.lose, ("right",)).start()
    start = time.monotonic()
    assert box.wait("a", 30) == {}
    assert time.monotonic() - start < 20

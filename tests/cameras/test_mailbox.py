"""Frames and parts, from several threads: who waits is woken, and never has a frame of another part."""

import threading
import time
from datetime import UTC, datetime

import numpy as np

from inspector_app.cameras.mailbox import Mailbox, Taken
from inspector_app.domain.frame import Frame
from inspector_app.inspection.joining import Place


def taken(view, frame_id=1):
    return Taken(Frame(view, frame_id, np.zeros((4, 4), np.uint8), datetime.now(UTC), time.monotonic()))


def box_of(*views):
    box = Mailbox(Place(view) for view in views)
    box.expect("a", time.monotonic())
    return box


def test_all_frames_of_a_part_come_together():
    box = box_of("left", "right")
    threading.Timer(0.05, box.put, ("a", taken("right"))).start()
    box.put("a", taken("left"))
    assert set(box.wait("a", 5).frames) == {"left", "right"}


def test_a_late_frame_is_never_given_to_the_next_part():
    box = box_of("left")
    assert box.wait("a", 0.01).frames == {}
    box.expect("b", time.monotonic())
    box.put("a", taken("left"))
    assert box.late == 1
    assert box.wait("b", 0.01).missing == {"left": "no image came in time"}


def test_a_second_frame_of_one_part_is_not_taken():
    box = box_of("left")
    first = taken("left")
    box.put("a", first)
    box.put("a", taken("left", 2))
    assert box.wait("a", 1).frames["left"] is first


def test_nobody_waits_for_a_camera_that_is_gone_or_has_no_frame():
    box = box_of("left", "right")
    box.lack("a", "left", "its file is damaged")
    threading.Timer(0.05, box.lose, ("right",)).start()
    start = time.monotonic()
    assert box.wait("a", 30).missing == {"left": "its file is damaged", "right": "its camera is gone"}
    assert time.monotonic() - start < 20

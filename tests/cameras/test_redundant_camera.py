"""A real spare process takes over when the first camera's process is killed, and a person gives the view back."""

import os
import signal
import time

import cv2
import numpy as np
import pytest

from inspector_app.cameras import CameraGroup, CameraSetup
from inspector_app.domain.part import Part, new_id
from tests.cameras.waiting import until

FIRST, SPARE = 40, 160


def setup(tmp_path, level):
    folder = tmp_path / str(level) / "top"
    folder.mkdir(parents=True)
    for number in range(40):
        cv2.imwrite(str(folder / f"{number:02}.png"), np.full((48, 64), level + number % 8, np.uint8))
    options = {"folder": str(tmp_path / str(level)), "loop": True}
    return CameraSetup(view="top", kind="folder", run_folder=str(tmp_path), options=options)


@pytest.fixture
def group(tmp_path):
    first = setup(tmp_path, FIRST)
    made = CameraGroup([first.model_copy(update={"spare": setup(tmp_path, SPARE)})], lambda part: None)
    made.start()
    until(lambda: made.all_live and not made.states()[0].standby_lost, 20)
    yield made
    made.close()


class Parts:
    def __init__(self, group):
        self.group, self.number = group, 0

    def level(self):
        """Mean gray level of the next part's frame; None without one."""
        self.number += 1
        part = Part(new_id(), self.number, serial=f"{self.number % 40:02}")
        self.group.trigger(part)
        frame = self.group.collect(part, 2.0).get("top")
        return None if frame is None else float(frame.image.mean())

    def by(self, level):
        found = self.level()
        return found is not None and level <= found < level + 10


def kill_first(group):
    os.kill(group.pids()["top"], signal.SIGKILL)


def test_the_spare_takes_over_and_stays_until_a_person_gives_the_view_back(group):
    parts = Parts(group)
    assert parts.by(FIRST)
    kill_first(group)
    until(lambda: group.states()[0].spare_at_work, 5)
    until(lambda: parts.by(SPARE), 5)
    until(lambda: not group.states()[0].standby_lost, 15)  # the first camera comes back by itself
    for _ in range(3):
        assert parts.by(SPARE), "but is not used"
    assert group.use_first("top") == ""
    assert not group.states()[0].spare_at_work
    assert parts.by(FIRST)


def test_a_part_that_was_asked_of_the_lost_camera_is_not_waited_for(group):
    part = Part(new_id(), 1, serial="01")
    kill_first(group)
    group.trigger(part)
    began = time.monotonic()
    group.collect(part, 5.0)
    assert time.monotonic() - began < 4.5


def test_a_lost_spare_is_said_while_the_first_works(group):
    spare = group._cameras["top"]._cameras[1]
    os.kill(spare.pid, signal.SIGKILL)
    until(lambda: "Spare: its process ended" in group.states()[0].standby_lost, 5)
    assert Parts(group).by(FIRST)
    until(lambda: not group.states()[0].standby_lost, 15)


def test_where_both_were_lost_the_one_that_lives_is_used(group):
    parts = Parts(group)
    kill_first(group)
    until(lambda: group.states()[0].spare_at_work, 5)
    until(lambda: not group.states()[0].standby_lost, 15)
    kill_first(group)  # by now that of the spare
    until(lambda: not group.states()[0].spare_at_work, 5)
    until(lambda: parts.by(FIRST), 5)


def test_a_view_without_a_spare_says_so(group):
    assert "no spare" in group.use_first("side")

"""Real camera processes: frames by part, and what happens when one dies, hangs or can't open."""

import os
import signal
import subprocess
import sys
import threading
import time
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import psutil
import pytest

from inspector_app.boards import demo_products, part_truth, render_part_view
from inspector_app.cameras import CameraGroup, CameraSetup, RingReader
from inspector_app.cameras.ring_files import ring_prefix
from inspector_app.domain.part import Part, new_id
from inspector_app.inspection.joining import Place

SIMULATED = {"product": "controller-a1", "views": 2, "line_seed": 5, "defect_rate": 1.0, "mishap_rate": 0.0}


def simulated(run_folder):
    return [
        CameraSetup(
            view=view, kind="simulated", run_folder=str(run_folder), options=SIMULATED | {"view_index": index}
        )
        for index, view in enumerate(("left", "right"))
    ]


def folder_setup(tmp_path, view="top", names=("a", "b", "c")):
    images = tmp_path / view
    images.mkdir()
    for number, name in enumerate(names):
        assert cv2.imwrite(str(images / f"{name}.png"), np.full((48, 64), 40 + number, np.uint8))
    return CameraSetup(view=view, kind="folder", run_folder=str(tmp_path), options={"folder": str(tmp_path)})


@pytest.fixture
def started():
    groups = []

    def start(setups, product="controller-a1"):
        group = CameraGroup(setups, lambda part: product)
        groups.append(group)
        group.start()
        return group

    yield start
    for group in groups:
        group.close()


def test_a_process_that_cannot_be_started_is_an_outage_and_tried_again(started, tmp_path, monkeypatch):
    setup = folder_setup(tmp_path)
    with monkeypatch.context() as broken:
        broken.setattr("inspector_app.cameras.child._COMMAND", (str(tmp_path / "no-python"),))
        group = started([setup])
        (state,) = group.states()
        assert state.state == "restarting"
        assert "can't be started" in state.detail
    until(lambda: group.all_live)


def take(group, number, serial=None, timeout_s=5.0):
    part = Part(new_id(), number, serial=serial)
    group.trigger(part)
    return part, group.collect(part, timeout_s)


def until(condition, seconds=20.0):
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not come about in time"
        time.sleep(0.02)


def is_dead(pid):
    # in a container nobody may collect an orphan: it stays as a zombie
    try:
        return psutil.Process(pid).status() == psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return True


def test_every_view_of_every_part_comes_with_what_is_really_there(tmp_path, started):
    group = started(simulated(tmp_path))
    assert group.wait_live(30)
    known = []
    for number in range(1, 5):
        part, frames = take(group, number)
        assert set(frames) == {"left", "right"}
        assert frames["left"].image.shape == (640, 640, 3)
        assert [frame.device_frame_id for frame in frames.values()] == [number, number]
        known += [defect for defects in group.defects(part).values() for defect in defects]
    assert known
    assert all(size > 0 for _, size in known)
    assert group.lost_frames == 0
    reader = RingReader(group.states()[0].ring)
    first = reader.newest()
    until(
        lambda: (
            (reader.age_s() or 9) < 1
            and (second := reader.newest()) is not None
            and not np.array_equal(second.image, first.image)
        )
    )


def test_a_killed_camera_is_back_within_five_seconds_and_its_view_is_left_out_meanwhile(tmp_path, started):
    group = started([folder_setup(tmp_path, "left"), folder_setup(tmp_path, "right")])
    assert group.wait_live(30)
    os.kill(group.pids()["left"], signal.SIGKILL)
    killed = time.monotonic()
    _, frames = take(group, 1, "a", timeout_s=1.0)
    assert set(frames) == {"right"}
    assert group.lost_frames == 1
    assert group.wait_live(10)
    assert time.monotonic() - killed < 5
    _, frames = take(group, 2, "b")
    assert set(frames) == {"left", "right"}
    assert len(stale_rings(tmp_path)) == 2


def test_a_camera_whose_process_is_gone_does_not_pass_for_live_until_somebody_looks(
    tmp_path, started, monkeypatch
):
    group = started([folder_setup(tmp_path)])
    assert group.wait_live(30)
    camera = group._cameras["top"]
    monkeypatch.setattr(camera, "watch", lambda: None)  # the watcher gets no CPU
    os.kill(group.pids()["top"], signal.SIGKILL)
    until(lambda: camera._child.exit_code is not None)
    assert take(group, 1, "a")[1] == {}
    assert not group.all_live
    assert group.states()[0].detail == "its process takes no orders"


@pytest.fixture
def standing(monkeypatch):
    """Puts the cameras of views at other places of the line."""

    def stand(*places):
        there = {place.view: place for place in places}
        monkeypatch.setattr(
            "inspector_app.cameras.link.place_of", lambda view, _section: there.get(view, Place(view))
        )

    return stand


def test_a_camera_further_down_the_line_takes_its_frame_later(tmp_path, started, standing):
    standing(Place("far", offset_s=0.3))
    group = started([folder_setup(tmp_path, "near"), folder_setup(tmp_path, "far")])
    assert group.last_view_after_s == 0.3
    assert group.wait_live(30)
    announced = time.monotonic()
    _, frames = take(group, 1, "a")
    assert frames["far"].monotonic_s >= announced + 0.3


def test_a_camera_two_parts_upstream_shows_the_part_that_is_announced_two_triggers_later(
    tmp_path, started, standing
):
    standing(Place("left", triggers_before=2))
    group = started(simulated(tmp_path))
    assert group.wait_live(30)
    seen = {}
    for number in range(1, 4):
        part, frames = take(group, number)
        seen[number] = frames, group.defects(part)
    assert [set(frames) for frames, _ in seen.values()] == [{"right"}, {"right"}, {"left", "right"}]
    product = replace(demo_products()[0], views=2)
    truth = part_truth(5, 3, product, defect_rate=1.0, mishap_rate=0.0, others=())
    for index, view in enumerate(("left", "right")):
        really = render_part_view(truth, index).defects
        assert seen[3][1].get(view, ()) == tuple((defect.code, defect.size_mm) for defect in really)


def test_a_camera_that_hangs_is_killed_and_restarted(tmp_path, started):
    group = started([folder_setup(tmp_path)])
    assert group.wait_live(30)
    hanging = group.pids()["top"]
    os.kill(hanging, signal.SIGSTOP)
    _, frames = take(group, 1, "a", timeout_s=0.2)
    assert frames == {}
    until(lambda: not psutil.pid_exists(hanging) and group.all_live)
    _, frames = take(group, 2, "a")
    assert frames["top"].image.mean() == 40


def test_a_camera_that_only_waits_for_a_cpu_is_left_alone(tmp_path, started, monkeypatch):
    group = started([folder_setup(tmp_path)])
    assert group.wait_live(30)
    # the process is really stopped; only what the system says of it is that of one in the queue for a CPU
    monkeypatch.setattr("inspector_app.cameras.hunger.wants_cpu", lambda _pid: True)
    starved = group.pids()["top"]
    os.kill(starved, signal.SIGSTOP)
    time.sleep(3.0)
    assert group.states()[0].state == "no image", "people see that its picture is old"
    os.kill(starved, signal.SIGCONT)
    assert group.wait_live(10)
    assert group.pids()["top"] == starved


def test_a_line_that_stood_still_blames_no_camera(tmp_path, started):
    group = started([folder_setup(tmp_path)])
    assert group.wait_live(30)
    camera, pid = group._cameras["top"], group.pids()["top"]
    child, heard, look, listens = camera._child, camera._child._on_report, camera.watch, threading.Event()
    # neither reports nor looks get through for a while, as in a line that gets no CPU; then the look comes first
    child._on_report = lambda of, report: (listens.wait(10), heard(of, report))
    camera.watch = lambda: None
    time.sleep(2.6)
    look()
    camera.watch = look
    listens.set()
    assert group.wait_live(10)
    assert group.pids()["top"] == pid


def test_a_file_that_went_bad_leaves_only_its_part_without_image(tmp_path, started):
    group = started([folder_setup(tmp_path)])
    assert group.wait_live(30)
    (tmp_path / "top" / "b.png").write_bytes(b"")
    assert take(group, 1, "b")[1] == {}
    state = group.states()[0]
    assert state.state == "no image"
    assert "b.png" in state.detail
    assert set(take(group, 2, "c")[1]) == {"top"}
    assert group.all_live
    assert group.lost_frames == 1


def test_a_larger_image_gets_a_larger_ring(tmp_path, started):
    group = started([folder_setup(tmp_path)])
    assert group.wait_live(30)
    small = Path(group.states()[0].ring)
    assert cv2.imwrite(str(tmp_path / "top" / "c.png"), np.full((700, 900, 3), 77, np.uint8))
    assert take(group, 1, "c")[1]["top"].image.shape == (700, 900, 3)
    assert Path(group.states()[0].ring) != small
    until(lambda: not small.exists())


def test_a_camera_that_can_not_open_is_a_fault_that_says_why(tmp_path, started):
    options = {"folder": str(tmp_path / "no")}
    missing = CameraSetup(view="top", kind="folder", run_folder=str(tmp_path), options=options)
    group = started([missing])
    until(lambda: group.states()[0].state == "fault")
    assert str(tmp_path / "no") in group.states()[0].detail
    assert take(group, 1, "a", timeout_s=5)[1] == {}
    folder_setup(tmp_path, "no")
    assert group.wait_live(20)


def test_closing_leaves_neither_processes_nor_rings(tmp_path, started):
    group = started([folder_setup(tmp_path)])
    assert group.wait_live(30)
    pid, ring = group.pids()["top"], Path(group.states()[0].ring)
    group.close()
    assert not psutil.pid_exists(pid)
    assert not ring.exists()
    assert group.states()[0].state == "stopped"


PARENT = """
import os, sys, time
from inspector_app.boards import demo_products, part_truth, render_part_view
from inspector_app.cameras import CameraGroup, CameraSetup
setup = CameraSetup(view="top", kind="folder", run_folder=sys.argv[1], options={"folder": sys.argv[1]})
group = CameraGroup([setup], lambda part: None)
group.start()
assert group.wait_live(30)
print(group.pids()["top"], flush=True)
time.sleep(60)
"""


def stale_rings(run_folder):
    return [
        path
        for folder in (Path("/dev/shm"), run_folder)
        if folder.is_dir()
        for path in folder.glob(f"{ring_prefix(run_folder)}*")
    ]


def test_cameras_die_with_a_killed_line(tmp_path):
    folder_setup(tmp_path)
    command = [sys.executable, "-c", PARENT, str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as line:
        camera = int(line.stdout.readline())
        assert stale_rings(tmp_path)
        line.kill()
        until(lambda: is_dead(camera))
    assert not stale_rings(tmp_path)

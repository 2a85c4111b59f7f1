"""The folder camera: pairs by name, names bad files, plays once or in a loop."""

import os
import sys
import time
from pathlib import Path

import cv2
import numpy as np
import pytest

from inspector_app.cameras.folder import open_folder
from inspector_app.cameras.folder_files import FolderError, find_images
from inspector_app.cameras.folder_parts import FolderParts
from inspector_app.cameras.kind import CaptureError, OpenError
from inspector_app.cameras.link import CameraSetup, TriggerOrder

DEEPPCB = Path(os.environ.get("INSPECTOR_DEEPPCB") or Path(__file__).parents[2] / "../shared/data/deeppcb")


def camera_of(folder):
    return open_folder(CameraSetup(view="top", kind="folder", run_folder="", options={"folder": str(folder)}))


def write(path, value):
    path.parent.mkdir(parents=True, exist_ok=True)
    assert cv2.imwrite(str(path), np.full((48, 64), value, np.uint8))


def play(parts, most=20, seconds=10.0):
    names, end = [], time.monotonic() + seconds
    while not parts.ended and len(names) < most and time.monotonic() < end:
        part = parts.next_part(0.1)
        if part is not None:
            names.append(part.serial)
    return names


@pytest.fixture
def paired(tmp_path):
    for number, name in enumerate(("b", "a", "c")):
        write(tmp_path / "images" / f"{name}.png", 10 + number)
    write(tmp_path / "goldens" / "a.png", 200)
    return tmp_path


@pytest.mark.skipif(os.name == "nt" or sys.platform == "darwin", reason="names are text here")
def test_a_name_that_is_no_text_is_named(paired):
    (paired / "images" / "b.png").rename(paired / "images" / os.fsdecode(b"b\xff.png"))
    with pytest.raises(FolderError, match=r"b\\udcff\.png' is no text"):
        find_images(paired, "top")


@pytest.fixture
def parts_of():
    opened = []

    def make(*args, **kwargs):
        opened.append(FolderParts(*args, **kwargs))
        return opened[-1]

    yield make
    for parts in opened:
        parts.close()


def test_images_and_goldens_pair_by_name_in_order(paired):
    found = find_images(paired, "top")
    assert list(found) == ["a", "b", "c"]
    assert found["a"].golden == paired / "goldens" / "a.png"
    assert found["b"].golden is None


def test_a_flat_folder_and_a_subfolder_a_view(tmp_path):
    write(tmp_path / "x.png", 1)
    write(tmp_path / "left" / "images" / "y.jpg", 2)
    assert list(find_images(tmp_path, "right")) == ["x"]
    assert list(find_images(tmp_path, "left")) == ["y"]


def test_folders_that_can_not_be_played_are_named(tmp_path):
    (tmp_path / "notes.txt").write_text("no image")
    with pytest.raises(FolderError, match=str(tmp_path)):
        find_images(tmp_path, "top")
    with pytest.raises(FolderError, match="missing"):
        find_images(tmp_path / "missing", "top")
    write(tmp_path / "same.png", 1)
    write(tmp_path / "same.bmp", 2)
    with pytest.raises(FolderError, match=r"same\.png"):
        find_images(tmp_path, "top")


def test_the_camera_gives_the_image_of_the_serial_with_its_golden(paired):
    camera = camera_of(paired)
    assert camera.live() is not None
    shot = camera.capture(TriggerOrder(part_id="1", number=1, serial="a"))
    assert shot.golden is not None
    assert (shot.image.mean(), shot.golden.mean(), shot.device_frame_id) == (11, 200, 1)
    with pytest.raises(CaptureError, match="'z'"):
        camera.capture(TriggerOrder(part_id="2", number=2, serial="z"))
    (paired / "images" / "b.png").write_bytes(b"\x89PNG broken")
    with pytest.raises(CaptureError, match=r"b\.png"):
        camera.capture(TriggerOrder(part_id="3", number=3, serial="b"))
    with pytest.raises(OpenError, match="gone"):
        camera_of(paired / "gone")


def test_once_gives_every_name_once_and_ends(paired, parts_of):
    parts = parts_of(paired, ["top"], first_number=7)
    first = next(part for part in iter(lambda: parts.next_part(0.5), "never") if part is not None)
    assert (first.serial, first.number) == ("a", 7)
    assert play(parts) == ["b", "c"]
    assert parts.ended
    assert parts.next_part(0.0) is None


def test_a_loop_goes_round(paired, parts_of):
    assert play(parts_of(paired, ["top"], loop=True), most=7) == ["a", "b", "c", "a", "b", "c", "a"]


def test_bad_files_are_skipped_and_named_once(paired, parts_of):
    (paired / "images" / "b.png").write_bytes((paired / "images" / "b.png").read_bytes()[:30])
    (paired / "goldens" / "a.png").write_bytes(b"")
    parts = parts_of(paired, ["top"], loop=True)
    assert play(parts, most=4) == ["c", "c", "c", "c"]
    troubles = parts.troubles()
    assert len(troubles) == 2
    assert "a.png" in troubles[0]
    assert "b.png" in troubles[1]
    assert parts.troubles() == []


def test_a_loop_over_nothing_good_ends_too(tmp_path, parts_of):
    (tmp_path / "a.png").write_bytes(b"junk")
    parts = parts_of(tmp_path, ["top"], loop=True)
    assert play(parts) == []
    assert parts.ended


def test_a_part_needs_an_image_in_every_view(tmp_path, parts_of):
    for view, names in (("left", "ab"), ("right", "bc")):
        for name in names:
            write(tmp_path / view / f"{name}.png", 3)
    parts = parts_of(tmp_path, ["left", "right"])
    assert play(parts) == ["b"]
    assert parts.troubles() == [
        "a is skipped: there is no image of it for right",
        "c is skipped: there is no image of it for left",
    ]


def test_at_a_rate_and_paused(paired, parts_of):
    parts = parts_of(paired, ["top"], parts_per_hour=3600 * 4)
    assert parts.next_part(2) is not None
    assert parts.next_part(0.05) is None
    assert parts.next_part(2) is not None
    parts.running = False
    assert parts.next_part(0.4) is None


@pytest.mark.skipif(not (DEEPPCB / "test").is_dir(), reason=f"no DeepPCB at {DEEPPCB} (INSPECTOR_DEEPPCB)")
def test_deeppcb_plays_with_its_goldens(parts_of):
    folder = DEEPPCB / "test"
    parts = parts_of(folder, ["top"])
    camera = camera_of(folder)
    for name in play(parts, most=3):
        shot = camera.capture(TriggerOrder(part_id="1", number=1, serial=name))
        assert shot.image.shape[:2] == (640, 640)
        assert shot.golden is not None
        assert shot.golden.shape == shot.image.shape
    assert parts.troubles() == []

"""cameras.toml is changed as by hand: comments stay, and what can't be used is not written."""

import pytest

from inspector_app.settings.camera_edit import add_camera, change_camera
from inspector_app.settings.camera_file import CameraFileError, load_cameras
from inspector_app.settings.camera_sections import GenicamCamera, VideoCamera

TOP = """# the line's cameras
[[camera]]
kind = "genicam"     # by the maker's driver
view = "top"
serial = "1"
producer = "viky"
exposure_us = 5000
[camera.nodes]
BlackLevel = 4       # as measured
"""


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "cameras.toml"
    path.write_text(TOP)
    return path


def test_a_key_is_changed_and_comments_stay(file):
    change_camera(file, "top", {"exposure_us": 7000.0, "gain_db": 2.0})
    top = load_cameras(file).of_view("top")
    assert (top.exposure_us, top.gain_db, top.nodes) == (7000, 2, {"BlackLevel": 4})
    for comment in ("# the line's cameras", "# by the maker's driver", "# as measured"):
        assert comment in file.read_text()


def test_nodes_are_added_to_those_that_are_there(file):
    change_camera(file, "top", {"nodes": {"BalanceRatio[Red]": 1.25}})
    assert load_cameras(file).of_view("top").nodes == {"BlackLevel": 4, "BalanceRatio[Red]": 1.25}


def test_a_camera_is_added_also_to_a_file_that_is_not_there(file, tmp_path):
    add_camera(file, VideoCamera(kind="video", view="side", file="a.avi"))
    add_camera(file, GenicamCamera(kind="genicam", view="top", serial="2", producer="viky", spare=True))
    cameras = load_cameras(file)
    assert cameras.of_view("side").kind == "video"
    assert cameras.of_view("top").serial == "1"
    assert cameras.spare_of("top").serial == "2"
    fresh = tmp_path / "new.toml"
    add_camera(fresh, VideoCamera(kind="video", view="side", file="a.avi"))
    assert load_cameras(fresh).of_view("side").loop


@pytest.mark.parametrize("keys", [{"exposure_us": -1.0}, {"exposure": 3}, {"nodes": {"a b": 1}}])
def test_what_can_not_be_used_is_not_written(file, keys):
    with pytest.raises(CameraFileError, match="was not changed"):
        change_camera(file, "top", keys)
    assert file.read_text() == TOP


def test_a_view_without_a_camera_and_a_second_camera_of_one_view(file):
    with pytest.raises(CameraFileError, match="no camera of side"):
        change_camera(file, "side", {"loop": False})
    with pytest.raises(CameraFileError, match="top has more than one camera"):
        add_camera(file, VideoCamera(kind="video", view="top", file="a.avi"))
    assert file.read_text() == TOP


def test_a_spare_of_nothing_is_refused(tmp_path):
    with pytest.raises(CameraFileError, match="none that it is the spare of"):
        add_camera(tmp_path / "c.toml", VideoCamera(kind="video", view="top", file="a.avi", spare=True))


def test_a_file_that_is_no_toml_stays(tmp_path):
    file = tmp_path / "c.toml"
    file.write_text("[[camera\n")
    with pytest.raises(CameraFileError, match="can't be read"):
        add_camera(file, VideoCamera(kind="video", view="top", file="a.avi"))
    assert file.read_text() == "[[camera\n"

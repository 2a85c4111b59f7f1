import json
import shutil

import pytest

from inspector_app.bootstrap.selftest import self_test
from inspector_app.settings.station import Settings
from tests.bootstrap.line_process import make_home


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    return make_home(tmp_path_factory.mktemp("home"))


def cameras(home, **settings):
    return next(check for check in self_test(home, Settings(**settings)) if check.name == "cameras")


def test_every_simulated_camera_is_triggered_and_a_running_gate_left_alone(home):
    gate = home.run / "gate.json"
    gate.write_text(json.dumps({"good": 7}))
    check = cameras(home)
    assert check.ok, check.detail
    assert check.detail == "an image from each of 2"
    assert json.loads(gate.read_text()) == {"good": 7}


def test_a_folder_camera_shows_an_image_of_its_folder(home, tmp_path):
    shutil.copy(home.recipes / "demo" / "golden-1.png", tmp_path / "a.png")
    check = cameras(home, cameras="folder", camera_folder=str(tmp_path))
    assert check.ok, check.detail


def test_a_camera_without_an_image_is_named_with_its_reason(home, tmp_path, monkeypatch):
    monkeypatch.setattr("inspector_app.bootstrap.selftest._CAMERA_START_S", 3.0)
    (tmp_path / "a.png").write_bytes(b"broken")
    check = cameras(home, cameras="folder", camera_folder=str(tmp_path))
    assert not check.ok
    assert check.detail.startswith("no image from view 1: ")


@pytest.mark.parametrize(
    ("folder", "said"), [("", "camera_folder names none"), ("~nobody-of-this-name/x", "no such user")]
)
def test_a_folder_that_is_not_named_is_not_the_one_that_we_are_in(home, tmp_path, monkeypatch, folder, said):
    shutil.copy(home.recipes / "demo" / "golden-1.png", tmp_path / "a.png")
    monkeypatch.chdir(tmp_path)
    check = cameras(home, cameras="folder", camera_folder=folder)
    assert not check.ok
    assert said in check.detail

"""White balance on a camera with gains, on one without, and on one that does not follow."""

import numpy as np
import pytest

from inspector_app.bootstrap.camera_book import Doing
from inspector_app.bootstrap.camera_setting_up import CameraSetUpError
from inspector_app.bootstrap.white_balancing import balance_white
from inspector_app.calibration.history import CalibrationError, read_history
from inspector_app.settings.camera_file import load_cameras
from inspector_app.settings.home import Home

TOP = '[[camera]]\nkind = "genicam"\nview = "top"\nserial = "1"\nproducer = "viky"\n'


class Lamp:
    """A camera before a gray card under a reddish lamp; its gains are BalanceRatio."""

    def __init__(self, follows=True, has_ratio=True):
        self.follows, self.has_ratio = follows, has_ratio

    def __call__(self, section):
        ratios = {name: value for name, value in section.nodes.items() if name.startswith("Balance")}
        if ratios and not self.has_ratio:
            raise CameraSetUpError("no picture: the camera has no BalanceRatio[Red]")
        red, blue = (
            ratios.get(f"BalanceRatio[{name}]", 1.0) if self.follows else 1.0 for name in ("Red", "Blue")
        )
        noise = np.random.default_rng(1).normal(0, 1.5, (80, 80, 3))
        return np.clip(np.array([90 * blue, 120, 150 * red]) + noise, 0, 255).astype(np.uint8)


@pytest.fixture
def home(tmp_path):
    (tmp_path / "cameras.toml").write_text(TOP)
    return Home(tmp_path)


def balance(home, take, by="Ana"):
    section = load_cameras(home.camera_file).of_view("top")
    return balance_white(home, section, Doing(by, "top", "genicam 1") if by is not None else None, take)


def test_gains_are_tried_written_and_kept_by_name(home):
    found = balance(home, Lamp())
    assert found.kept
    assert found.cast_left < 0.01
    nodes = load_cameras(home.camera_file).of_view("top").nodes
    assert nodes["BalanceRatio[Red]"] == pytest.approx(0.8, rel=0.01)
    assert nodes["BalanceRatio[Blue]"] == pytest.approx(1.333, rel=0.01)
    entry = read_history(home.camera_history)[0]
    assert (entry.by, entry.what) == ("Ana", "white balance")
    again = balance(home, Lamp())
    assert again.gains.cast < 0.01


@pytest.mark.parametrize("take", [Lamp(has_ratio=False), Lamp(follows=False)])
def test_a_camera_that_can_not_or_does_not_is_left_as_it_was(home, take):
    found = balance(home, take)
    assert not found.kept
    assert "no BalanceRatio" in found.text or "does not follow" in found.text
    assert home.camera_file.read_text() == TOP
    assert read_history(home.camera_history) == ()


def test_without_a_name_nothing_is_written(home):
    assert not balance(home, Lamp(), by=None).kept
    with pytest.raises(CalibrationError):
        balance(home, Lamp(), by=" ")
    assert home.camera_file.read_text() == TOP

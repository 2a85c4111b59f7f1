"""A line on the cameras of cameras.toml."""

import pytest

from inspector_app.bootstrap.device_feed import device_setups
from inspector_app.bootstrap.line import run_line
from inspector_app.inspection.recipes import load_recipe
from inspector_app.settings.camera_file import CameraFileError
from inspector_app.settings.station import Settings
from tests.bootstrap.line_process import make_home, open_blind
from tests.cameras.video_files import write_video

VIKY = '[[camera]]\nkind = "genicam"\nview = "view 1"\nserial = "1"\nproducer = "viky"\n'
VIDEO = '[[camera]]\nkind = "video"\nview = "view 2"\nfile = "belt.avi"\n'


@pytest.fixture
def home(tmp_path):
    return make_home(tmp_path / "home")


def test_each_view_of_the_recipe_has_its_camera_in_the_recipes_order(home):
    home.camera_file.write_text(VIDEO + VIKY)
    recipe = load_recipe(home.recipes / "demo", home.path).recipe
    setups = device_setups(home.camera_file, recipe, home.run)
    assert [(setup.view, setup.device.kind) for setup in setups] == [
        ("view 1", "genicam"),
        ("view 2", "video"),
    ]


def test_a_view_that_no_camera_looks_at_stops_the_start(home):
    home.camera_file.write_text(VIKY)
    recipe = load_recipe(home.recipes / "demo", home.path).recipe
    with pytest.raises(CameraFileError, match=r"cameras\.toml: no camera looks at the view view 2.*view 1"):
        device_setups(home.camera_file, recipe, home.run)


def test_a_line_inspects_what_real_cameras_see_and_passes_none_of_it(home):
    """A bouncing ball and a gray video are no boards: every part has its frames, and is rejected."""
    home.camera_file.write_text(VIKY + VIDEO)
    write_video(home.path / "belt.avi")
    settings = Settings(cameras="devices", parts_per_hour=7200)
    result = run_line(home, settings, parts=3, seconds=40, open_model=open_blind).as_json()
    assert result["parts"] == 3
    assert result["pass"] == 0


def test_without_the_file_the_line_does_not_start(home):
    with pytest.raises(CameraFileError, match=r"docs/cameras\.md"):
        run_line(home, Settings(cameras="devices"), parts=1, open_model=open_blind)


def test_a_spare_goes_with_its_view(home):
    spare = VIDEO.replace("view 2", "view 1") + "spare = true\n"
    home.camera_file.write_text(VIDEO + VIKY + spare)
    recipe = load_recipe(home.recipes / "demo", home.path).recipe
    first, second = device_setups(home.camera_file, recipe, home.run)
    assert (first.device.kind, first.spare.device.kind, first.spare.view) == ("genicam", "video", "view 1")
    assert second.spare is None

"""`camera list` and `camera grab`, on the producer that needs no hardware and on a video file."""

import json

import cv2
import pytest

from tests.cameras.video_files import write_video
from tests.cli.running import inspector

GRAB = ("camera", "grab", "--json")


def test_cameras_of_a_producer_and_why_another_gives_none(tmp_path):
    done = inspector("camera", "list", "--producer", "viky", "--producer", str(tmp_path / "no.cti"), "--json")
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert [camera["address"] for camera in found["cameras"] if camera["producer"] == "viky"] == [
        "0",
        "1",
        "2",
    ]
    assert "no.cti is not there" in found["troubles"][0]


def test_producers_of_the_homes_cameras_are_asked(tmp_path):
    (tmp_path / "cameras.toml").write_text(
        '[[camera]]\nkind = "genicam"\nview = "top"\nserial = "1"\nproducer = "viky"\n'
    )
    done = inspector("camera", "list", "--home", str(tmp_path))
    assert "genicam: serial 2, Machine Vision Games Ltd. Viky, producer viky\n" in done.stdout


def test_a_picture_of_a_camera_by_its_view(tmp_path):
    write_video(tmp_path / "a.avi")
    (tmp_path / "cameras.toml").write_text('[[camera]]\nkind = "video"\nview = "top"\nfile = "a.avi"\n')
    out = tmp_path / "out.png"
    done = inspector(*GRAB, "--home", str(tmp_path), "--view", "top", "--out", str(out))
    assert done.returncode == 0, done.stderr
    said = json.loads(done.stdout)
    assert (said["width"], said["height"], said["channels"]) == (64, 64, 3)
    assert cv2.imread(str(out)).mean() == pytest.approx(said["brightness"])


def test_a_picture_of_a_genicam_camera_as_typed(tmp_path):
    out = tmp_path / "out.png"
    words = (
        "--kind",
        "genicam",
        "--set",
        "serial=1",
        "--set",
        "producer=viky",
        "--set",
        "pixel_format=Mono8",
    )
    done = inspector(*GRAB, *words, "--out", str(out))
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["channels"] == 1
    assert cv2.imread(str(out), cv2.IMREAD_UNCHANGED).shape == (400, 400)


def test_no_picture_says_why_and_leaves_no_file(tmp_path):
    out = tmp_path / "out.png"
    words = ("--kind", "genicam", "--set", "serial=9", "--set", "producer=viky")
    done = inspector(*GRAB, *words, "--out", str(out))
    assert done.returncode == 1
    assert "no camera with the serial 9; it finds: 0, 1, 2" in json.loads(done.stdout)["error"]
    assert not out.exists()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "either --view"),
        (("--kind", "magic"), "magic"),
        (("--kind", "usb", "--set", "device"), "KEY=VALUE"),
        (("--kind", "usb", "--set", "devise=0"), "devise"),
        (("--view", "top"), "cameras.toml"),
    ],
)
def test_what_was_typed_wrong_is_said(tmp_path, words, said):
    done = inspector("camera", "grab", *words, "--out", str(tmp_path / "a.png"), "--home", str(tmp_path))
    assert done.returncode in {1, 2}
    assert said in done.stderr

"""cameras.toml: what is wrong is named by file and key, and stops the start."""

import pytest

from inspector_app.settings.camera_file import CameraFileError, load_cameras, section_of
from inspector_app.settings.camera_sections import GenicamCamera, UsbCamera

GENICAM = '[[camera]]\nkind = "genicam"\nview = "top"\nserial = "1"\nproducer = "viky"\n'
VIDEO = '[[camera]]\nkind = "video"\nview = "side"\nfile = "side.avi"\n'


@pytest.fixture
def write(tmp_path):
    def written(text):
        file = tmp_path / "cameras.toml"
        file.write_text(text, encoding="utf-8")
        return file

    return written


def test_one_camera_a_view_and_files_beside_the_file(write, tmp_path):
    more = "exposure_us = 5000\nroi = { width = 100, height = 80 }\n[camera.nodes]\nBlackLevel = 3\n"
    cameras = load_cameras(write(GENICAM + more + VIDEO))
    top = cameras.of_view("top")
    assert isinstance(top, GenicamCamera)
    assert (top.serial, top.exposure_us, top.roi.x, top.nodes, top.trigger) == (
        "1",
        5000,
        0,
        {"BlackLevel": 3},
        "free",
    )
    assert top.producer == "viky"
    assert cameras.of_view("side").file == str(tmp_path / "side.avi")
    assert cameras.of_view("back") is None


def test_a_producer_of_this_folder(write, tmp_path):
    cameras = load_cameras(write(GENICAM.replace('"viky"', '"maker/driver.cti"')))
    assert cameras.of_view("top").producer == str(tmp_path / "maker" / "driver.cti")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "camera: Field required"),
        ("[[camera]\n", "can't be read"),
        (GENICAM.replace("genicam", "magic"), "camera.0: .*magic"),
        (GENICAM.replace('serial = "1"\n', ""), "camera.0.genicam.serial: Field required"),
        (GENICAM + "exposure = 3\n", "camera.0.genicam.exposure: there is no such key"),
        (GENICAM + "exposure_us = -1\n", "camera.0.genicam.exposure_us: .*greater than 0"),
        (GENICAM + "exposure_us = nan\n", "camera.0.genicam.exposure_us"),
        (GENICAM + 'trigger = "sometimes"\n', "camera.0.genicam.trigger"),
        (GENICAM + "longest_wait_s = 5\n", "camera.0.genicam.longest_wait_s"),
        (GENICAM + VIDEO.replace("side", "top"), "the view top has more than one camera"),
        ('[[camera]]\nkind = "rtsp"\nview = "a"\nurl = "ftp://x"\n', "camera.0.rtsp.url"),
        (
            '[[camera]]\nkind = "usb"\nview = "a"\ndevice = 0\n[camera.properties]\nzoom = 1\n',
            "properties.zoom",
        ),
        (VIDEO.replace("side.avi", "~nobody-of-this-name/a.avi"), "no such user"),
    ],
)
def test_what_is_wrong_is_named(write, text, said):
    with pytest.raises(CameraFileError, match=rf"(?s){said}"):
        load_cameras(write(text))


def test_the_file_is_named_and_one_that_is_missing_too(write, tmp_path):
    with pytest.raises(CameraFileError, match=r"cameras\.toml: camera\.0"):
        load_cameras(write(GENICAM + "x = 1\n"))
    with pytest.raises(CameraFileError, match=r"other\.toml: docs/cameras\.md"):
        load_cameras(tmp_path / "other.toml")


def test_a_section_as_typed():
    typed = section_of("usb", {"device": "2", "width": "640"})
    assert isinstance(typed, UsbCamera)
    assert (typed.device, typed.width) == (2, 640)
    assert section_of("genicam", {"serial": "007", "producer": "a b.cti"}).serial == "007"
    assert section_of("genicam", {"serial": "7", "producer": "viky"}).serial == "7"
    with pytest.raises(CameraFileError, match=r"usb\.device"):
        section_of("usb", {})

"""`camera target`, `calibrate`, `meters`, `history`, `white-balance`: from the printed page to the history."""

import json

import cv2
import numpy as np
import pypdfium2
import pytest

from inspector_app.boards import render_golden, training_product
from tests.cameras.video_files import write_video
from tests.cli.running import inspector

PER_INCH = 100


def said(*words, code=0):
    done = inspector("camera", *words, "--json")
    assert done.returncode == code, done.stderr
    return json.loads(done.stdout)


@pytest.fixture(scope="module")
def page(tmp_path_factory):
    folder = tmp_path_factory.mktemp("target")
    said("target", "--out", str(folder / "target.pdf"))
    document = pypdfium2.PdfDocument(folder / "target.pdf")
    cv2.imwrite(str(folder / "page.png"), document[0].render(scale=PER_INCH / 72).to_numpy())
    document.close()
    return folder / "page.png"


def test_the_printed_target_is_measured_and_kept_by_name(page, tmp_path):
    words = ("--view", "top", "--image", str(page), "--home", str(tmp_path))
    assert said("calibrate", *words)["kept"] is False
    assert said("history", "--home", str(tmp_path))["entries"] == []
    found = said("calibrate", *words, "--by", "Ana")
    assert found["mm_per_px"] == pytest.approx(25.4 / PER_INCH, rel=1e-3)
    assert found["doubts"] == []
    entry = said("history", "--home", str(tmp_path))["entries"][0]
    assert (entry["by"], entry["view"], entry["what"]) == ("Ana", "top", "calibrated")
    assert entry["scale"]["mm_per_px"] == found["mm_per_px"]


def test_a_tilted_target_is_not_kept_unless_told(page, tmp_path):
    picture = cv2.imread(str(page))
    height, width = picture.shape[:2]
    corners = [[0, 0], [width, 0], [width, height], [0, height]]
    leaning = [[60, 40], [width - 60, 40], [width, height], [0, height]]
    matrix = cv2.getPerspectiveTransform(np.float32(corners), np.float32(leaning))
    cv2.imwrite(str(tmp_path / "tilted.png"), cv2.warpPerspective(picture, matrix, (width, height)))
    words = ("--view", "top", "--image", str(tmp_path / "tilted.png"), "--home", str(tmp_path), "--by", "Ana")
    refused = said("calibrate", *words, code=1)
    assert "is tilted" in refused["error"]
    assert said("history", "--home", str(tmp_path))["entries"] == []
    assert said("calibrate", *words, "--doubtful")["doubts"]
    assert len(said("history", "--home", str(tmp_path))["entries"]) == 1


def test_no_target_in_the_picture_says_what_to_do(tmp_path):
    cv2.imwrite(str(tmp_path / "board.png"), render_golden(training_product(3), 0))
    words = ("--view", "top", "--image", str(tmp_path / "board.png"), "--home", str(tmp_path))
    assert "whole target must be in sight" in said("calibrate", *words, code=1)["error"]


def test_meters_of_a_good_and_of_a_clipped_picture(tmp_path):
    good = np.random.default_rng(1).integers(60, 180, (200, 200), dtype=np.uint8)
    cv2.imwrite(str(tmp_path / "good.png"), good)
    cv2.imwrite(str(tmp_path / "clipped.png"), cv2.convertScaleAbs(good, alpha=2))
    assert said("meters", "--view", "top", "--image", str(tmp_path / "good.png"))["advice"] == []
    advice = said("meters", "--view", "top", "--image", str(tmp_path / "clipped.png"), code=1)["advice"]
    assert "saturated. Expose shorter" in advice[0]


def test_white_balance_of_a_camera_that_takes_no_settings_is_only_said(tmp_path):
    write_video(tmp_path / "a.avi")
    (tmp_path / "cameras.toml").write_text('[[camera]]\nkind = "video"\nview = "top"\nfile = "a.avi"\n')
    done = inspector("camera", "white-balance", "--view", "top", "--home", str(tmp_path), "--json")
    answer = json.loads(done.stdout)
    assert "error" in answer or "takes no settings" in answer["text"]


def test_the_list_says_what_is_due(tmp_path):
    (tmp_path / "cameras.toml").write_text(
        '[[camera]]\nkind = "genicam"\nview = "top"\nserial = "1"\nproducer = "viky"\n'
    )
    assert said("list", "--home", str(tmp_path))["calibration_due"] == {"top": "top was never calibrated"}

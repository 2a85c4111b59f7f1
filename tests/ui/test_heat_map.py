"""Where a part is unlike the good ones, shown in the difference."""

from pathlib import Path

import cv2
import numpy as np

from inspector_app.domain.messages import ViewImage
from inspector_app.domain.part import heat_map_path
from inspector_app.ui.pictures.loading import load_view

VIEW = ViewImage(
    view="top", image_path="images/top-0.png", golden_path="images/golden-top.png", mm_per_px=0.02
)


def write_heat(home: Path, heat: np.ndarray) -> None:
    cv2.imwrite(str(home / heat_map_path("images/top-0.png")), heat)


def test_without_a_heat_map_the_difference_is_gray(home: Path) -> None:
    loaded = load_view(home, VIEW)
    assert not loaded.heated
    colour = loaded.difference.levels[0].pixelColor(300, 300)
    assert colour.red() == colour.blue()


def test_a_hot_place_is_orange_and_the_rest_stays_gray(home: Path) -> None:
    heat = np.zeros((160, 160), np.uint8)
    heat[70:80, 70:80] = 255
    write_heat(home, heat)
    loaded = load_view(home, VIEW)
    assert loaded.heated
    picture = loaded.difference.levels[0]
    hot, cold = picture.pixelColor(300, 300), picture.pixelColor(100, 500)
    assert hot.red() > 150
    assert hot.red() - hot.blue() > 100
    assert cold.red() == cold.blue()


def test_a_broken_heat_map_takes_nothing_away(home: Path) -> None:
    (home / heat_map_path("images/top-0.png")).write_bytes(b"\x89PNG")
    loaded = load_view(home, VIEW)
    assert loaded.difference is not None
    assert not loaded.heated


def test_where_the_golden_does_not_fit_the_picture_itself_is_tinted(home: Path) -> None:
    cv2.imwrite(str(home / "images/small.png"), np.zeros((100, 100, 3), np.uint8))
    heat = np.zeros((160, 160), np.uint8)
    heat[70:80, 70:80] = 255
    write_heat(home, heat)
    loaded = load_view(home, VIEW.model_copy(update={"golden_path": "images/small.png"}))
    assert loaded.heated
    picture, hot = loaded.picture.levels[0], loaded.difference.levels[0].pixelColor(300, 300)
    assert hot.red() - hot.blue() > 100
    assert (
        abs(loaded.difference.levels[0].pixelColor(100, 500).green() - picture.pixelColor(100, 500).green())
        < 40
    )

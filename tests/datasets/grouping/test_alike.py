import cv2
import numpy as np
import pytest

from inspector_app.boards import render_view, validation_product
from inspector_app.datasets.grouping.alike import find_alike
from inspector_app.datasets.grouping.looks import look_of
from inspector_app.settings.dataset_figures import DatasetFigures
from tests.datasets.lots import picture

THRESHOLD = DatasetFigures().dataset_alike


@pytest.fixture(scope="module")
def boards():
    """Sixty parts of one product in one fixture, as the station's camera sees them."""
    return [render_view(validation_product(3), 0, seed=seed).image for seed in range(60)]


def _jpeg(image):
    return cv2.imdecode(cv2.imencode(".jpg", image, [cv2.IMWRITE_JPEG_QUALITY, 30])[1], cv2.IMREAD_COLOR)


def _noisy(image):
    noise = np.random.default_rng(0).normal(0, 6, image.shape)
    return np.clip(image + noise, 0, 255).astype(np.uint8)


def _alike(*images):
    groups = find_alike(np.stack([look_of(image) for image in images]), THRESHOLD).groups
    return [groups[0] == number for number in groups[1:]]


def test_parts_of_one_product_are_not_one_capture(boards):
    assert len(set(find_alike(np.stack([look_of(board) for board in boards]), THRESHOLD).groups)) == 60


@pytest.mark.parametrize(
    "copied",
    [
        pytest.param(_jpeg, id="saved as a poor JPEG"),
        pytest.param(lambda image: cv2.convertScaleAbs(image, alpha=1.15, beta=10), id="brighter"),
        pytest.param(lambda image: cv2.resize(image, None, fx=0.5, fy=0.5), id="half as large"),
        pytest.param(lambda image: cv2.cvtColor(image, cv2.COLOR_BGR2GRAY), id="gray"),
        pytest.param(_noisy, id="with noise"),
        pytest.param(lambda image: image[:, ::-1], id="mirrored"),
        pytest.param(np.rot90, id="turned by 90 degrees"),
        pytest.param(lambda image: np.rot90(image[::-1], 3), id="mirrored and turned"),
    ],
)
def test_a_copy_is_known_again(boards, copied):
    assert _alike(boards[0], copied(boards[0]), boards[1]) == [True, False]


def test_empty_pictures_are_like_nothing():
    black, gray = np.zeros((64, 64), np.uint8), np.full((64, 64), 128, np.uint8)
    assert _alike(black, gray) == [False]


def test_a_symmetric_picture_is_no_copy_of_another():
    half = picture(1)
    symmetric = np.hstack([half, half[:, ::-1]])
    assert _alike(symmetric, picture(2)) == [False]


def test_copies_are_found_across_blocks():
    rng = np.random.default_rng(0)
    looks = rng.integers(-90, 90, (1500, 4096)).astype(np.int8)
    looks[1400] = looks[3]
    groups = find_alike(looks, THRESHOLD).groups
    assert groups[1400] == groups[3]
    assert len(set(groups)) == 1499


def test_a_product_whose_pictures_all_look_the_same_is_not_one_group():
    rng = np.random.default_rng(0)
    same = rng.normal(0, 40, 4096)
    looks = np.clip(same + rng.normal(0, 1.5, (60, 4096)), -127, 127).astype(np.int8)
    looks[50] = looks[20]
    found = find_alike(looks, THRESHOLD)
    assert len(set(found.groups)) == 59
    assert not len(found.crowded)


def test_where_even_the_strict_limit_tells_nothing_look_is_left_out_and_said():
    looks = np.tile(np.random.default_rng(0).integers(-90, 90, 4096).astype(np.int8), (30, 1))
    found = find_alike(looks, THRESHOLD)
    assert len(set(found.groups)) == 30
    assert sorted(found.crowded) == list(range(30))

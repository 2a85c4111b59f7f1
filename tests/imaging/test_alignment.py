"""Known motions are found again; other boards are not found at all."""

import cv2
import numpy as np
import pytest

from inspector_app.imaging import Pyramid, Reference, align, is_turned
from tests.imaging.pictures import board, corner_error, lit, moved, noisy


@pytest.fixture(scope="module")
def golden():
    return board(1)


@pytest.fixture(scope="module")
def reference(golden):
    return Reference.from_image(golden)


def test_identity(golden, reference):
    found = align(Pyramid(golden), reference)
    assert found.succeeded
    assert corner_error(found.matrix, np.eye(2, 3), 640, 640) < 0.05
    assert found.score > 0.99
    assert found.shift_px < 0.05
    assert abs(found.rotation_deg) < 0.01


@pytest.mark.parametrize("shift", [(0, 0), (15, -15), (-7.3, 4.6), (0.5, 14.9)])
@pytest.mark.parametrize("degrees", [-1.5, -0.4, 0.0, 1.5])
def test_known_motion(golden, reference, shift, degrees):
    image, matrix = moved(golden, shift, degrees)
    found = align(Pyramid(image), reference)
    assert found.succeeded
    assert corner_error(found.matrix, matrix, 640, 640) < 0.35
    assert found.rotation_deg == pytest.approx(degrees, abs=0.03)
    assert found.shift_px == pytest.approx(np.hypot(*shift), abs=0.2)


@pytest.mark.parametrize("seed", range(6))
def test_motion_under_light_noise_and_blur(seed):
    picture = board(seed + 20)
    image, matrix = moved(picture, (9 - 3 * seed, 4 * seed - 8), 0.5 * seed - 1.2)
    image = noisy(cv2.GaussianBlur(lit(image), (0, 0), 0.9), 6, seed)
    found = align(Pyramid(image), Reference.from_image(picture))
    assert found.succeeded
    assert found.score > 0.9
    assert corner_error(found.matrix, matrix, 640, 640) < 0.35


def test_a_large_defect_does_not_drag_the_fit(golden, reference):
    image, matrix = moved(golden, (6, -4), 0.8)
    cv2.rectangle(image, (60, 60), (200, 170), 200, -1)
    cv2.circle(image, (480, 500), 60, 60, -1)
    found = align(Pyramid(image), reference)
    assert found.succeeded
    assert corner_error(found.matrix, matrix, 640, 640) < 0.35
    assert found.inliers < 1


def test_print_that_moved_does_not_drag_the_fit():
    golden = board(5)
    letters = np.zeros_like(golden)
    for row in (120, 320, 520):
        cv2.putText(letters, "R47 C12 U3 Q9", (40, row), cv2.FONT_HERSHEY_SIMPLEX, 1.6, 255, 4)
    printed = np.where(letters > 0, 240, golden).astype(np.uint8)
    elsewhere = cv2.warpAffine(letters, np.array([[1.0, 0, 3], [0, 1.0, -2.5]]), (640, 640))
    image, matrix = moved(np.where(elsewhere > 0, 240, golden).astype(np.uint8), (4, 5), -0.6)
    found = align(Pyramid(image), Reference.from_image(printed))
    assert corner_error(found.matrix, matrix, 640, 640) < 0.5


@pytest.mark.parametrize(("width", "height"), [(640, 480), (333, 517), (1301, 977), (160, 128)])
def test_other_sizes(width, height):
    golden = board(3, width, height)
    image, matrix = moved(golden, (6.5, -5), 0.7)
    found = align(Pyramid(noisy(image, 3)), Reference.from_image(golden))
    assert found.succeeded
    assert corner_error(found.matrix, matrix, width, height) < 0.5


def test_a_view_of_five_megapixels():
    golden = board(4, 2448, 2048)
    image, matrix = moved(golden, (40, -25), 0.9)
    found = align(Pyramid(noisy(image, 3)), Reference.from_image(golden))
    assert found.succeeded
    assert corner_error(found.matrix, matrix, 2448, 2048) < 0.5


@pytest.mark.parametrize("seed", range(5))
def test_another_product_is_refused(reference, seed):
    found = align(Pyramid(noisy(board(seed + 100), 3)), reference)
    assert not found.succeeded
    assert found.score < 0.4
    assert "does not look like the golden" in found.failure


@pytest.mark.parametrize("level", [0, 90, 255])
def test_an_empty_fixture_is_refused(reference, level):
    empty = np.full((640, 640), level, np.uint8)
    for image in (empty, noisy(empty, 5)):
        assert not align(Pyramid(image), reference).succeeded
        assert not is_turned(Pyramid(image), reference)


def test_a_turned_board_is_refused_and_recognised(golden, reference):
    image, _ = moved(golden, (5, 3), 0.5)
    turned = np.ascontiguousarray(image[::-1, ::-1])
    assert not align(Pyramid(turned), reference).succeeded
    assert is_turned(Pyramid(turned), reference)
    assert not is_turned(Pyramid(noisy(board(9), 3)), reference)


def test_a_golden_without_any_texture_never_matches():
    reference = Reference.from_image(np.full((640, 640), 90, np.uint8))
    assert not align(Pyramid(np.full((640, 640), 90, np.uint8)), reference).succeeded


def test_same_image_same_answer(golden, reference):
    image, _ = moved(golden, (3, 8), -0.9)
    first, second = align(Pyramid(image), reference), align(Pyramid(image), Reference.from_image(golden))
    assert np.array_equal(first.matrix, second.matrix)
    assert first.score == second.score


@pytest.mark.parametrize(
    ("image", "said"),
    [
        (np.zeros((640, 640), np.uint16), "uint16"),
        (np.zeros((640, 640, 4), np.uint8), "shape"),
        (np.zeros((640, 600), np.uint8), "600x640"),
        (np.zeros((1, 1), np.uint8), "too small"),
        ([[1, 2]], "list"),
    ],
)
def test_bad_input(reference, image, said):
    with pytest.raises(ValueError, match=said):
        align(Pyramid(image), reference)


def test_a_colour_image_is_not_taken_for_gray(reference):
    with pytest.raises(ValueError, match="gray"):
        align(Pyramid(np.zeros((640, 640, 3), np.uint8)), reference)

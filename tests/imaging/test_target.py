"""mm a pixel from the program's own printed target, rendered at a resolution that is known."""

import cv2
import numpy as np
import pypdfium2
import pytest

from inspector_app.imaging.target import Chessboard, TargetError, measure_target
from inspector_app.reports.target_pdf import TargetTooLargeError, draw_target

BOARD = Chessboard(9, 6, 20.0)
DOTS_AN_INCH = 100
MM_PER_PX = 25.4 / DOTS_AN_INCH


@pytest.fixture(scope="module")
def page(tmp_path_factory):
    out = tmp_path_factory.mktemp("target") / "target.pdf"
    draw_target(BOARD, out)
    document = pypdfium2.PdfDocument(out)
    bitmap = document[0].render(scale=DOTS_AN_INCH / 72, grayscale=True).to_numpy()
    gray = np.ascontiguousarray(bitmap[..., 0] if bitmap.ndim == 3 else bitmap)
    document.close()
    return gray


def seen_askew(page, degrees):
    """The page turned about its upright middle axis before a pinhole camera that is 2 page widths away."""
    height, width = page.shape
    far, angle = 2.0 * width, np.radians(degrees)
    corners = np.float32([[0, 0], [width, 0], [width, height], [0, height]])
    out = []
    for x, y in corners - (width / 2, height / 2):
        depth = far + x * np.sin(angle)
        out.append((far * x * np.cos(angle) / depth + width / 2, far * y / depth + height / 2))
    matrix = cv2.getPerspectiveTransform(corners, np.float32(out))
    return cv2.warpPerspective(page, matrix, (width, height), borderValue=255)


def test_the_printed_target_measures_as_it_was_printed(page):
    found = measure_target(page, BOARD)
    assert found.mm_per_px == pytest.approx(MM_PER_PX, rel=5e-4)
    assert found.corners == 54
    assert found.residual_px < 0.3  # the page is drawn to whole pixels
    assert found.scale_spread < 0.005
    assert found.tilt_deg < 3


def test_a_picture_with_noise_blur_and_uneven_light_measures_the_same(page):
    rng = np.random.default_rng(5)
    ramp = np.linspace(0.5, 0.9, page.shape[1])
    poor = cv2.GaussianBlur(page, (0, 0), 1.5) * ramp + 20 + rng.normal(0, 4, page.shape)
    found = measure_target(np.clip(poor, 0, 255).astype(np.uint8), BOARD)
    assert found.mm_per_px == pytest.approx(MM_PER_PX, rel=1e-3)


@pytest.mark.parametrize("degrees", [10, 20])
def test_a_tilted_target_says_by_how_much(page, degrees):
    found = measure_target(seen_askew(page, degrees), BOARD)
    assert found.tilt_deg == pytest.approx(degrees, abs=1.5)
    assert found.scale_spread > 0.05
    assert found.residual_px < 0.4


def test_lens_distortion_shows_as_residual(page):
    height, width = page.shape
    camera = np.float64([[width, 0, width / 2], [0, width, height / 2], [0, 0, 1]])
    bent = cv2.undistort(page, camera, np.float64([0.12, 0, 0, 0]))
    assert measure_target(bent, BOARD).residual_px > 2 * measure_target(page, BOARD).residual_px


@pytest.mark.parametrize("board", [Chessboard(8, 6, 20.0), Chessboard(12, 9, 20.0)])
def test_another_number_of_corners_is_no_target(page, board):
    with pytest.raises(TargetError, match="inner corners"):
        measure_target(page, board)


def test_a_target_that_is_half_out_of_sight_is_refused(page):
    with pytest.raises(TargetError, match="whole target"):
        measure_target(np.ascontiguousarray(page[:, : page.shape[1] // 2]), BOARD)


@pytest.mark.parametrize("values", [(2, 6, 5.0), (9, 6, 0.0), (9, 6, float("nan")), (9, 6, float("inf"))])
def test_a_target_that_can_not_be(values):
    with pytest.raises(TargetError):
        Chessboard(*values)


def test_a_target_larger_than_the_page_says_what_would_fit(tmp_path):
    with pytest.raises(TargetTooLargeError, match=r"up to 2[0-9]"):
        draw_target(Chessboard(9, 6, 40.0), tmp_path / "a.pdf")
    assert not list(tmp_path.iterdir())

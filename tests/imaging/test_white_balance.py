"""A gray card under coloured light comes out gray by the gains."""

import numpy as np
import pytest

from inspector_app.imaging.white_balance import GrayCardError, gray_card_gains


def card(blue, green, red, noise=2.0):
    plain = np.empty((120, 160, 3))
    plain[:] = (blue, green, red)
    return np.clip(plain + np.random.default_rng(4).normal(0, noise, plain.shape), 0, 255).astype(np.uint8)


def test_gains_make_the_card_gray():
    image = card(90, 120, 160)
    gains = gray_card_gains(image)
    mean = image.reshape(-1, 3).mean(axis=0) * (gains.blue, 1, gains.red)
    assert mean == pytest.approx([120, 120, 120], rel=0.01)
    assert gains.cast == pytest.approx(40 / 120, rel=0.05)


def test_only_the_middle_counts():
    image = card(90, 120, 160)
    image[:20] = (255, 0, 0)
    assert gray_card_gains(image).red == pytest.approx(0.75, rel=0.01)


@pytest.mark.parametrize("levels", [(10, 60, 60), (120, 250, 120)])
def test_a_card_that_is_too_dark_or_clipped_is_refused(levels):
    with pytest.raises(GrayCardError, match="set the exposure"):
        gray_card_gains(card(*levels))


def test_a_board_is_no_gray_card():
    image = card(90, 120, 160)
    image[30:90:6] //= 3
    with pytest.raises(GrayCardError, match="not one even surface"):
        gray_card_gains(image)


def test_a_gray_picture_has_no_white_balance():
    with pytest.raises(GrayCardError, match="gray pictures"):
        gray_card_gains(np.full((100, 100), 128, np.uint8))

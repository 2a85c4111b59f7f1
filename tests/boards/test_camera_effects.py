import cv2
import numpy as np
import pytest

from inspector_app.boards import (
    CameraCondition,
    darken,
    defocus,
    draw_condition,
    render_view,
    training_product,
)
from inspector_app.boards.dust import strew
from inspector_app.boards.seeds import rng_for

PRODUCT = training_product(5)


def sharpness(picture):
    return float((np.diff(picture.astype(int), axis=1) ** 2).mean())  # squared: edges count, noise hardly


def test_conditions_stay_within_their_limits():
    for number in range(300):
        condition = draw_condition(rng_for(number), 2.0)
        assert max(map(abs, condition.shift)) <= 12
        assert abs(condition.rotation) <= 1
        assert 0 <= condition.blur <= 1
        assert abs(condition.etch) < 1
        assert condition.roughness < 1


def test_no_strength_is_nearly_ideal():
    condition = draw_condition(rng_for(1), 0.0)
    assert condition.shift == (0, 0)
    assert condition.brightness == 1
    assert condition.dust == 0
    assert condition.etch == condition.roughness == 0


def test_extremes_are_rare():
    drawn = [draw_condition(rng_for(number)) for number in range(400)]
    assert np.mean([abs(condition.shift[0]) > 10 for condition in drawn]) < 0.05
    assert np.mean([abs(condition.brightness - 1) > 0.2 for condition in drawn]) < 0.02
    assert 0.1 < np.mean([condition.dust == 0 for condition in drawn]) < 0.4


def test_failing_light_and_lens_show():
    condition = CameraCondition()
    good = render_view(PRODUCT, 0, seed=1, condition=condition).image
    dark = render_view(PRODUCT, 0, seed=1, condition=darken(condition)).image
    soft = render_view(PRODUCT, 0, seed=1, condition=defocus(condition)).image
    assert dark.mean() < 0.35 * good.mean()
    assert sharpness(soft) < 0.5 * sharpness(good)


@pytest.mark.parametrize(
    ("change", "least"),
    [
        ({"gradient": (0.25, 0.0)}, 5.0),
        ({"vignette": 0.3}, 4.0),
        ({"cast": (1.12, 1.0, 0.9)}, 3.0),
        ({"read_noise": 6.0}, 3.0),
        ({"etch": 0.7}, 0.4),
    ],
)
def test_every_effect_changes_the_picture(change, least):
    plain = render_view(PRODUCT, 0, seed=1, condition=CameraCondition()).image.astype(int)
    changed = render_view(PRODUCT, 0, seed=1, condition=CameraCondition(**change)).image
    assert np.abs(changed - plain).mean() > least


def test_light_falls_off_the_way_the_gradient_says():
    image = render_view(PRODUCT, 0, seed=1, condition=CameraCondition(gradient=(0.25, 0.0))).image.astype(
        float
    )
    plain = render_view(PRODUCT, 0, seed=1, condition=CameraCondition()).image
    ratio = image.mean(axis=(0, 2)) / plain.mean(axis=(0, 2))
    assert ratio[-20:].mean() > ratio[:20].mean() + 0.3


def test_etching_moves_edges_by_less_than_a_pixel():
    plain = render_view(PRODUCT, 0, seed=1, condition=CameraCondition()).image.astype(int)
    etched = render_view(PRODUCT, 0, seed=1, condition=CameraCondition(etch=0.7, roughness=0.3)).image
    changed = (np.abs(etched - plain).max(axis=2) > 25).astype(np.uint8)
    assert changed.any()
    assert not cv2.erode(changed, np.ones((3, 3), np.uint8)).any()


def test_dust_is_small_and_grey():
    scene = np.full((200, 200, 3), (40, 120, 60), np.uint8)
    strew(scene, 1, rng_for(4))
    ys, xs = np.nonzero((scene != (40, 120, 60)).any(axis=2))
    assert 2 <= max(np.ptp(ys), np.ptp(xs)) <= 18
    worst = scene[ys, xs][np.abs(scene[ys, xs].astype(int) - (40, 120, 60)).sum(axis=1).argmax()]
    assert np.ptp(worst) < np.ptp([40, 120, 60])

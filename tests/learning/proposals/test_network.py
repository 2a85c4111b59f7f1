from pathlib import Path

import pytest

from tests.learning.torch_child import found_by


@pytest.fixture(scope="module")
def checks():
    return found_by(Path(__file__).with_name("torch_checks.py"))


def test_a_box_comes_back_from_every_way_to_lay_a_crop(checks):
    assert checks["ways"] == 8


def test_what_is_exported_says_what_training_saw(checks):
    assert checks["errors"]["reference"] < 0.01
    assert checks["errors"]["model"] < 0.1


def test_the_loss_is_lowest_where_box_and_label_are_right(checks):
    right, off, other, nothing = checks["losses"]
    assert right < off
    assert right < other
    assert right < nothing


def test_a_time_limit_ends_the_training_after_the_epoch(checks):
    assert checks["epochs"] == 1

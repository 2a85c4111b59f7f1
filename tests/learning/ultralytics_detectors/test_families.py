from pathlib import Path

import pytest

from tests.learning.torch_child import found_by
from tests.learning.ultralytics_detectors.figures import LONG_EPOCH


@pytest.fixture(scope="module", params=["yolo26n", "rtdetr-n"])
def checks(request):
    found = found_by(Path(__file__).with_name("torch_checks.py"), request.param)
    return {"family": request.param, **found}


@pytest.mark.timeout(600)
def test_a_killed_training_goes_on_where_it_was_and_keeps_one_row_an_epoch(checks):
    resumed = checks["resumed"]
    assert resumed["kept"]
    assert resumed["epochs"] == [1, 2, 3]
    assert resumed["told"] == [[2, 3], [3, 3]]
    assert resumed["files"] == ["best.pt", "last.pt"]


def test_time_is_counted_over_all_starts(checks):
    assert checks["resumed"]["seconds"] > LONG_EPOCH


def test_a_training_whose_time_is_used_up_does_no_epoch_more(checks):
    assert checks["out_of_time"] == []


def test_what_is_left_of_a_time_limit_is_planned_by_all_epochs_so_far(checks):
    ((number, planned),) = checks["timed"]
    assert number == 2
    # two epochs have taken a little more than one long one, and ten long ones are the limit
    assert 15 <= planned <= 20


def test_the_exported_network_answers_as_the_one_that_onnx_is_made_from(checks):
    exported = checks["exported"]
    assert exported["shape"][:2] == [1, 6]
    assert exported["off"] < 0.2  # px, and scores: the weights of one are in 16 bits
    lowest, highest = exported["scores"]
    assert 0 <= lowest < highest <= 1
    assert 1 < exported["largest_box"] < 4 * 64  # px, not shares of the input
    assert "tensors fit" in exported["foreign"]


def test_convolutions_are_quantised_and_what_8_bits_break_is_not(checks):
    exported = checks["exported"]
    assert exported["int8"] > 40
    assert exported["convolutions_kept"] <= 3
    assert exported["attention_kept"] or checks["family"] == "yolo26n"


def test_a_step_that_does_not_fit_into_memory_is_said(checks):
    assert "4 crops does not fit" in checks["short_of_memory"]

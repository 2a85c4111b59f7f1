from pathlib import Path

import pytest

from tests.learning.torch_child import found_by


@pytest.fixture(scope="module")
def checks():
    return found_by(Path(__file__).with_name("accuracy_checks.py"))


def test_a_drop_is_found_and_what_makes_it_goes_back_to_floating_point(checks):
    made = checks["loud"]
    assert made["drop_before"]["points"] > 20
    assert made["drop"]["points"] <= 0.3
    assert made["held"]
    assert made["reverted"] == ["second"]
    assert made["drop"]["images"] == 24
    recall, before = made["drop"]["recall"]["spot"], made["drop_before"]["recall"]["spot"]
    assert (recall["n"], recall["fp32"]) == (24, 1.0)
    assert recall["int8"] > 0.9
    assert before["int8"] < 0.5


def test_recall_of_a_class_alone_sends_operations_back_though_map_may_fall(checks):
    made = checks["recall alone"]
    before, recall = made["drop_before"]["recall"]["spot"], made["drop"]["recall"]["spot"]
    assert (before["fp32"] - before["int8"]) * before["n"] > 1
    assert (recall["fp32"] - recall["int8"]) * recall["n"] <= 1
    assert (made["reverted"], made["held"], made["classes_beyond"]) == (["second"], True, [])


def test_the_network_that_is_kept_is_the_one_that_was_measured(checks):
    for made in checks.values():
        assert made["again"] == made["drop"]
        assert made["outputs"] == 1


def test_a_network_that_int8_costs_nothing_stays_as_it_is(checks):
    made = checks["quiet"]
    assert made["drop"] == made["drop_before"]
    assert (made["held"], made["reverted"]) == (True, [])
    assert "second" in made["left"]


def test_a_limit_that_nothing_holds_is_said_not_to_be_held(checks):
    made = checks["asked for a gain"]
    assert made["held"] is False
    assert made["drop"]["points"] <= made["drop_before"]["points"]

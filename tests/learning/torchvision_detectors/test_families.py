from pathlib import Path

import pytest

from tests.learning.torch_child import found_by

FAMILIES = pytest.mark.parametrize("family", ["fasterrcnn", "vit"])


@pytest.fixture(scope="module")
def checks():
    return found_by(Path(__file__).with_name("torch_checks.py"))


@pytest.mark.timeout(600)
def test_suppression_by_matrix_keeps_what_greedy_suppression_keeps(checks):
    assert checks["unlike"] == 0


def test_labels_stay_on_their_marks_when_crops_are_mirrored(checks):
    off, places = checks["marks"]
    assert off < 0.01
    assert places > 4


def test_labels_that_can_t_be_read_are_named(checks):
    name, unreadable, unknown = checks["labels"]
    assert name in unreadable
    assert name in unknown
    assert "class" in unknown


def test_no_step_from_crops_to_weights_loads_ultralytics(checks):
    """So weights of these families are not under its licence."""
    assert checks["ultralytics"] is False


@FAMILIES
def test_a_training_learns_and_says_so_every_epoch(checks, family):
    done = checks["families"][family]["training"]
    assert [epoch for epoch, _ in done["told"]] == done["epochs"] == [1, 2, 3]
    assert {planned for _, planned in done["told"]} == {3}
    assert done["losses"][-1] < done["losses"][0]
    assert done["watched"]
    assert done["halves"]


@FAMILIES
def test_a_training_that_was_killed_comes_to_the_same_network(checks, family):
    done = checks["families"][family]["training"]
    assert done["resumed_epochs"] == [1, 2, 3]
    assert done["resumed_off"] == 0


@FAMILIES
def test_the_card_can_say_how_it_was_trained(checks, family):
    record = checks["families"][family]["training"]["record"]
    assert record["epochs"] == 3
    assert record["arguments"]["model"] == family
    assert record["arguments"]["fliplr"] == 0.5
    assert record["arguments"]["lr0"] > 0


@FAMILIES
def test_frozen_layers_stay_and_all_others_learn(checks, family):
    count, moved, others = checks["families"][family]["frozen"]
    assert count > 5
    assert moved == []
    assert others > 20


@FAMILIES
def test_the_exported_network_answers_as_torch_does(checks, family):
    given = checks["families"][family]["exported"]
    assert given["shape"] == [1, 6, {"fasterrcnn": 128, "vit": 756}[family]]
    assert given["scores_off"] < 0.001 * given["spread"]
    assert given["boxes_off"] < 0.1
    assert 0 <= given["scores"][0] <= given["scores"][1] <= 1


@FAMILIES
def test_its_scores_are_told_from_boxes_and_candidates_without_a_place_have_no_boxes_to_compare(
    checks, family
):
    places = {"fasterrcnn": 0, "vit": 4}[family]
    count = checks["families"][family]["exported"]["shape"][2]
    assert checks["families"][family]["exported"]["compared"] == [[places, count], [2, count], 0]


@FAMILIES
def test_int8_leaves_the_arithmetic_of_boxes_alone(checks, family):
    given = checks["families"][family]["exported"]
    assert given["convolutions_kept"] == 0
    assert given["last_kept"]


@FAMILIES
def test_weights_and_checkpoints_that_are_not_right_are_refused(checks, family):
    assert "weights.safetensors" in checks["families"][family]["exported"]["foreign"]
    assert "last.pt" in checks["families"][family]["cut_off"]


@FAMILIES
def test_a_checkpoint_can_be_made_again_from_plain_weights(checks, family):
    assert checks["families"][family]["restored_off"] == 0

from pathlib import Path

import pytest

from tests.learning.torch_child import found_by


@pytest.fixture(scope="module")
def checks(tmp_path_factory):
    return found_by(Path(__file__).with_name("making_checks.py"), tmp_path_factory.mktemp("making"))


@pytest.mark.timeout(600)
def test_a_package_is_made_from_one_export_and_says_what_int8_cost(checks):
    made = checks["whole"]
    assert made["exported"] == 1
    assert made["listed"] == ["m"]
    assert {"model.bin", "reference.bin", "weights.safetensors", "golden/answers.json"} <= set(made["files"])
    assert made["figures"]["machine"] == "this CPU"
    assert "nothing of ultralytics" in made["licence"]["weights"]
    assert ("torchvision" in made["tools"], "ultralytics" in made["tools"]) == (True, False)
    quantising = made["figures"]["quantising"]
    assert quantising["limit_points"] == 0.3
    assert quantising["drop"]["images"] == 2
    assert quantising["held"] is True
    assert set(quantising["drop"]["recall"]) == set(made["figures"]["int8"]["classes"])


def test_its_steps_are_counted_and_the_rest_runs_down(checks):
    told = checks["whole"]["told"]
    begun = [one for one in told if one[3] == 0]
    assert [step for _, step, *_ in begun] == list(range(1, 8))
    assert {steps for _, _, steps, *_ in told} == {7}
    assert ("measuring on held-out images", 6, 7, 4, 4) in [tuple(one[:5]) for one in told]
    assert told[0][5] is None
    assert told[-1][0] == "sealing the package"
    assert told[-1][5] >= 0


def test_one_that_is_interrupted_is_not_listed_and_leaves_nothing(checks):
    made = checks["interrupted"]
    assert made["error"].startswith("KeyboardInterrupt")
    assert (made["listed"], made["left"]) == ([], False)


def test_a_disk_without_room_is_said_by_the_files_name_and_leaves_nothing(checks):
    made = checks["without room"]
    assert "the network can't be written" in made["error"]
    assert "reference.xml" in made["error"]
    assert (made["listed"], made["left"]) == ([], False)

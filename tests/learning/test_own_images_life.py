"""A plant's own labelled images, of classes that the program never heard of, become a package that it opens."""

import json
from pathlib import Path

import cv2
import pytest

from inspector_app.boards import render_view, training_product
from inspector_app.datasets.labelled import Dataset, Label, LabelledImage
from inspector_app.datasets.store import write_dataset
from tests.learning.torch_child import python_with_torch
from tests.learning.typed import ACCEPTED, ANY_DROP, run

CLASSES = ("gap", "bridge")
COUNT = 20


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    python_with_torch()
    home = tmp_path_factory.mktemp("home")
    write_dataset(Dataset(CLASSES, tuple(drawn(home))), home / "datasets" / "own")
    run(home, "dataset", "split", "own")
    run(
        home,
        "dataset",
        "freeze",
        "own",
        "--note",
        "the first",
        "--by",
        "Ada",
        "--approve-classes-by",
        "Q. Lead",
    )
    return home


def drawn(folder):
    """Opens and shorts under names of a plant."""
    product = training_product(2)
    for number in range(COUNT):
        codes = ("open", "short", "open") if number % 3 else ()
        board = render_view(product, 0, seed=number, defects=codes)
        image, golden = folder / f"{number}.png", folder / "golden.png"
        cv2.imwrite(str(image), board.image)
        cv2.imwrite(str(golden), board.golden)
        names = {"open": "gap", "short": "bridge"}
        labels = tuple(Label(names[defect.code], defect.box) for defect in board.defects)
        height, width = board.image.shape[:2]
        yield LabelledImage(f"{number}", image, width, height, labels, golden, {"serial": f"{number}"})


TRAIN = ("train", "--name", "own", "--data", "own", "--epochs", "1", "--batch", "4", "--crops", "1")


@pytest.fixture(scope="module")
def trained(home):
    return run(home, *TRAIN, *ACCEPTED)


@pytest.mark.timeout(600)
def test_a_training_says_how_it_went(trained):
    assert Path(trained["checkpoint"]).name == "best.pt"
    assert trained["epochs"] == 1
    assert trained["left_out"] == []
    assert trained["warning"] is None


@pytest.mark.timeout(600)
def test_a_package_of_own_classes_is_made_opened_and_measured(home, trained):
    package = Path(run(home, "quantize", "--name", "own", *ANY_DROP)["package"])
    card = json.loads((package / "card.json").read_text("utf-8"))
    assert card["classes"] == list(CLASSES)
    images = card["dataset"]["images"]
    assert card["dataset"]["name"] == "own@1"
    permission = card["dataset"]["permission"]
    assert permission["approved_classes"]["gap"]["approved_by"] == ["Q. Lead"]
    assert (permission["accepted_by"], permission["reason"]) == ("Ada", "few images are enough to test")
    assert [error.split(":")[0] for error in permission["open_errors"]] == ["too-few", "too-few"]
    assert card["training"]["device"].startswith("cpu")
    assert card["dataset"]["validation_uses"] == 2  # by train and by quantize
    assert sum(images.values()) == COUNT - 4  # a fifth is in the vault
    assert card["figures"]["int8"]["boards"] == images["test"] > 0
    measured = run(home, "evaluate", "--model", "own", "--data", str(home / "datasets" / "own"))
    assert set(measured["classes"]) == set(CLASSES)


@pytest.mark.timeout(600)
def test_a_training_does_not_change_its_images_or_network(home, trained):
    other_network = run(home, *TRAIN, "--family", "yolo11n", expected=1)
    assert "began with yolov8n" in other_network["error"]
    other_images = run(home, "train", "--name", "own", "--products", "1", expected=1)
    assert "learns from" in other_images["error"]


def test_a_dataset_that_was_not_frozen_is_refused(home):
    write_dataset(Dataset(CLASSES, tuple(drawn(home))), home / "datasets" / "loose")
    refused = run(home, "train", "--name", "loose", "--data", "loose", expected=1)
    assert "freeze it" in refused["error"]


def test_words_that_there_are_not_are_named(home):
    assert "yolov8n" in run(home, "train", "--family", "yolov99", expected=1)["error"]
    assert "position" in run(home, "train", "--augment", "rain", expected=1)["error"]
    assert "nowhere" in run(home, "train", "--data", "nowhere", expected=1)["error"]


def test_a_device_that_is_not_there_is_named(home):
    assert "cuda:99" in run(home, "train", "--device", "cuda:99", expected=1)["error"]
    assert "auto, cpu, cuda" in run(home, "train", "--device", "tpu", expected=1)["error"]

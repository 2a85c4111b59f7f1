"""Outlines from end to end: generated, learnt, quantised, opened, and judged by an area in mm."""

import json
from pathlib import Path

import pytest

from inspector_app.datasets.labelled import Dataset
from inspector_app.datasets.store import read_dataset, write_dataset
from inspector_app.inspection.recipes import RECIPE_FILE
from tests.learning.torch_child import python_with_torch
from tests.learning.typed import ACCEPTED, run

FREEZE = ("--note", "the first", "--by", "Ada", "--approve-classes-by", "Q. Lead")
TRAIN = ("train", "--family", "yolov8n-seg", "--epochs", "1", "--batch", "4", "--crops", "1")


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    python_with_torch()
    home = tmp_path_factory.mktemp("home")
    drawn = home / "drawn"
    run(home, "dataset", "generate", str(drawn), "--images", "60", "--flaws", "scratch")
    run(home, "dataset", "import", str(drawn), "--name", "scratches")
    run(home, "dataset", "split", "scratches")
    run(home, "dataset", "freeze", "scratches", *FREEZE)
    return home


@pytest.fixture(scope="module")
def package(home):
    run(home, *TRAIN, "--name", "scratches", "--data", "scratches", *ACCEPTED)
    words = ("quantize", "--name", "scratches", "--mm-per-px", "0.05")
    return Path(run(home, *words)["package"])


@pytest.mark.timeout(900)
def test_the_card_says_outlines_and_the_station_opens_it(home, package):
    card = json.loads((package / "card.json").read_text("utf-8"))
    assert (card["format"], card["gives"], card["family"]) == (2, "outlines", "yolov8n-seg")
    image = next((home / "drawn" / "images").iterdir())
    (looked_at,) = run(home, "inspect", str(image), "--model", "scratches", expected=1)["images"]
    assert looked_at["rule"] == "no golden"  # the package opened, its golden answers are right


@pytest.mark.timeout(900)
def test_a_recipe_judges_by_area_only_with_such_a_model(home, package):
    image = str(next((home / "drawn" / "images").iterdir()))
    words = ("--name", "metal", "--golden", image, "--model", "scratches", "--mm-per-px", "0.05", "--surface")
    run(home, "recipe", "new", *words, "--tolerance", "20")
    file = home / "recipes" / "metal" / RECIPE_FILE
    text = file.read_text("utf-8")
    file.write_text(
        text.replace("[classes.scratch]\n", "[classes.scratch]\ntolerance_area_mm2 = 0.5\n"), "utf-8"
    )
    (looked_at,) = run(home, "inspect", image, "--recipe", "metal", expected=None)["images"]
    assert "scratch" in looked_at["reason"] or looked_at["rule"] == "no finding"


@pytest.mark.timeout(900)
def test_weights_are_rebuilt_as_onnx(home, package):
    made = run(home, "model", "export-onnx", "scratches", "--out", str(home / "scratches.onnx"))
    assert Path(made["file"]).is_file()


def test_labels_that_are_only_boxes_are_refused(home):
    whole = read_dataset(home / "datasets" / "scratches")
    images = tuple(
        type(image)(
            image.name,
            image.path,
            image.width,
            image.height,
            tuple(type(label)(label.defect_class, label.box) for label in image.labels),
            None,
            image.tags,
        )
        for image in whole.images
    )
    write_dataset(Dataset(whole.classes, images), home / "datasets" / "boxes")
    run(home, "dataset", "split", "boxes")
    run(home, "dataset", "freeze", "boxes", *FREEZE)
    refused = run(home, *TRAIN, "--name", "boxes", "--data", "boxes", *ACCEPTED, expected=1)
    assert "labels that are only a box" in refused["error"]
    generated = run(home, *TRAIN, "--name", "boards", expected=1)
    assert "generated boards have boxes only" in generated["error"]

"""Files that other tools wrote, and what other tools read of ours: datumaro, pycocotools and labelme themselves."""

import json
import os
import subprocess
from pathlib import Path

import cv2
import numpy as np
import pytest

from inspector_app.datasets.formats.known import read_folder, write_folder
from inspector_app.datasets.formats.shapes import area
from inspector_app.datasets.labelled import Dataset, LabelledImage
from tests.datasets.builders import SQUARE, TRIANGLE, boxed, outlined, picture
from tests.datasets.formats.other_tools import CLASSES, OUTLINE, blob
from tests.datasets.formats.test_masks import drawn
from tests.datasets.formats.test_round_trips import assert_same

HERE = Path(__file__).parent
ROOT = HERE.parents[2]
BIN = Path("Scripts/python.exe") if os.name == "nt" else Path("bin/python")
TOOLS = Path(os.environ.get("INSPECTOR_FORMAT_TOOLS") or ROOT / ".venv-formats") / BIN
HUNDREDTH = 0.01

pytestmark = [
    pytest.mark.skipif(
        not TOOLS.is_file(),
        reason="no environment with datumaro, labelme and pycocotools: python3 -m venv .venv-formats &&"
        " .venv-formats/bin/pip install -r tests/datasets/formats/other_tools.txt",
    ),
    pytest.mark.timeout(300),
]


def tool(verb, kind, folder):
    """What the tool answers, in its own environment."""
    command = [str(TOOLS), str(HERE / "other_tools.py"), verb, kind, str(folder)]
    clean = {key: value for key, value in os.environ.items() if not key.startswith(("PYTHON", "QT_"))}
    done = subprocess.run(
        command, capture_output=True, text=True, check=False, env=clean | {"QT_QPA_PLATFORM": "offscreen"}
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


def by_name(dataset):
    return {image.name.removeprefix("train/").removeprefix("val/"): image for image in dataset.images}


# --- what others wrote -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["coco", "voc", "cvat", "yolo", "yolo_ultralytics", "label_me"])
def test_what_datumaro_writes(tmp_path, kind):
    tool("write", kind, tmp_path / "in")
    chosen, found = read_folder(tmp_path / "in")
    assert chosen.name == {"yolo_ultralytics": "yolo", "label_me": "labelme-xml"}.get(kind, kind)
    if kind != "label_me":  # names no classes
        assert found.classes == tuple(CLASSES)
    images = by_name(found)
    assert set(images) == {"a", "sub/b", "c"}
    assert [images[each].tags["split"] for each in ("a", "sub/b", "c")] == ["train", "train", "val"]
    assert images["sub/b"].labels == ()
    assert (images["sub/b"].width, images["sub/b"].height) == (100, 80)
    first, last = images["a"].labels[0], images["c"].labels[0]
    assert (first.defect_class, last.defect_class) == ("dent", "scratch")
    assert first.box.as_tuple() == pytest.approx((1.25, 2.5, 21.58, 12.6), abs=HUNDREDTH)
    assert last.box.as_tuple() == pytest.approx((0, 0, 50, 60), abs=HUNDREDTH)
    if kind in {"coco", "voc", "cvat", "label_me"}:
        assert first.attributes["depth"] == "deep"
        assert first.attributes["occluded"] in {"1", "true"}
    if kind in {"coco", "cvat", "label_me"}:
        second = images["a"].labels[1]
        assert second.defect_class == "scratch"
        assert np.ravel(second.outlines) == pytest.approx(OUTLINE, abs=HUNDREDTH)
    if kind in {"coco", "voc"}:
        mask = images["a"].labels[-1]
        assert mask.defect_class == "scratch"
        assert np.array_equal(drawn(mask.outlines), blob().astype(bool))


@pytest.mark.parametrize("kind", ["compressed", "runs"])
def test_masks_that_pycocotools_packed_come_in_to_the_pixel(tmp_path, kind):
    tool("write", kind, tmp_path / "in")
    label = read_folder(tmp_path / "in")[1].images[0].labels[0]
    assert label.defect_class == "dent"
    assert label.attributes == {"iscrowd": "1"}
    assert len(label.outlines) == 3
    assert np.array_equal(drawn(label.outlines), blob().astype(bool))
    assert label.box.as_tuple() == (5, 5, 52, 37)


def test_what_labelme_writes(tmp_path):
    tool("write", "labelme", tmp_path / "in")
    chosen, found = read_folder(tmp_path / "in")
    assert chosen.name == "labelme"
    assert found.classes == ("dent", "scratch")
    images = by_name(found)
    assert images["b"].labels == ()
    assert images["b"].tags == {"blurred": "false"}
    box, outline, circle, mask = images["a"].labels
    assert box.box.as_tuple() == (1.25, 2.5, 20.5, 12.25)
    assert box.attributes == {"deep": "true", "description": "seen twice"}
    assert np.ravel(outline.outlines) == pytest.approx(OUTLINE)
    assert circle.box.as_tuple() == pytest.approx((45, 25, 55, 35))
    assert area(circle.outlines[0]) == pytest.approx(np.pi * 25, rel=0.02)
    expected = np.zeros((48, 64), bool)
    expected[5:20, 5:25] = blob()[5:20, 5:25]
    assert np.array_equal(drawn(mask.outlines), expected)


# --- what others read of ours ------------------------------------------------------------------------------------


def ours(folder):
    labels = (
        boxed("dent", 1.015, 2.26, 30.337, 40.119, attributes={"depth": "deep"}),
        outlined("scratch", TRIANGLE, attributes={"occluded": "1"}),
        boxed("scratch", 0, 0, 64, 48),
    )
    images = (
        LabelledImage(
            "a", picture(folder / "a.png"), 64, 48, labels, picture(folder / "g.png"), {"lot": "L1"}
        ),
        LabelledImage("clean", picture(folder / "clean.png", 100, 80), 100, 80),
        LabelledImage(
            "lot 1/b", picture(folder / "b.png", 50, 60), 50, 60, (boxed("dent", 3.5, 4.5, 33.25, 44.75),)
        ),
    )
    return Dataset(tuple(CLASSES), images)


@pytest.mark.parametrize("kind", ["coco", "voc", "cvat", "yolo"])
def test_datumaro_reads_what_we_write(tmp_path, kind):
    dataset = ours(tmp_path)
    write_folder(dataset, tmp_path / "out", kind)
    found = tool("read", kind, tmp_path / "out")
    assert [each for each in found["classes"] if each != "background"] == CLASSES
    theirs = {image["name"]: image for image in found["images"]}
    last_part = kind == "yolo"  # datumaro gives an image of ultralytics' layout the last part of its name
    assert set(theirs) == {Path(image.name).name if last_part else image.name for image in dataset.images}
    for image in dataset.images:
        twin = theirs[Path(image.name).name if last_part else image.name]
        assert (twin["width"], twin["height"]) == (image.width, image.height)
        assert_read_alike(kind, twin["labels"], image.labels)


def assert_read_alike(kind, read, labels):
    polygons = [each["box"] for each in read if each["kind"] == "polygon"]
    # datumaro gives a polygon's box as a label of its own beside it, and COCO's labels from the last to the first
    alone = [each for each in read if each["kind"] == "polygon" or each["box"] not in polygons]
    ordered = sorted(alone, key=lambda each: (each["box"], each["class"]))
    expected = sorted(labels, key=lambda label: (label.box.as_tuple(), label.defect_class))
    assert [each["class"] for each in ordered] == [label.defect_class for label in expected]
    for each, label in zip(ordered, expected, strict=True):
        assert each["box"] == pytest.approx(label.box.as_tuple(), abs=HUNDREDTH)
        if kind in {"coco", "cvat"} and label.outlines:
            assert each["points"] == pytest.approx(np.ravel(label.outlines), abs=HUNDREDTH)
        if kind != "yolo" and "depth" in label.attributes:
            assert each["attributes"]["depth"] == "deep"


def test_pycocotools_reads_what_we_write(tmp_path):
    dataset = ours(tmp_path)
    write_folder(dataset, tmp_path / "out", "coco")
    found = tool("read", "pycocotools", tmp_path / "out")
    assert found["classes"] == CLASSES
    first = found["images"][0]["labels"]
    x1, y1, x2, y2 = dataset.images[0].labels[0].box.as_tuple()
    assert first[0]["bbox"] == pytest.approx([x1, y1, x2 - x1, y2 - y1])
    assert first[1]["pixels"] == pytest.approx(area(TRIANGLE), rel=0.05)
    assert found["images"][1]["labels"] == []


def test_labelme_reads_what_we_write_and_saving_there_loses_nothing(tmp_path):
    labels = (
        boxed(
            "dent",
            1.015,
            2.26,
            30.337,
            40.119,
            attributes={"depth": "deep", "seen": "true", "description": "x y"},
        ),
        outlined("scratch", TRIANGLE, SQUARE, attributes={"lamp": "2"}),
    )
    image = LabelledImage(
        "a", picture(tmp_path / "a.png"), 64, 48, labels, None, {"lot": "L1", "wet": "true"}
    )
    dataset = Dataset(("scratch", "dent"), (image,))
    write_folder(dataset, tmp_path / "out", "labelme")
    before = read_folder(tmp_path / "out")[1]
    found = tool("read", "labelme", tmp_path / "out")
    assert [each["shape_type"] for each in found["images"][0]["labels"]] == [
        "rectangle",
        "polygon",
        "polygon",
    ]
    assert cv2.imread(str(tmp_path / "out" / "images" / "a.png")) is not None
    assert_same(read_folder(tmp_path / "out")[1], before)

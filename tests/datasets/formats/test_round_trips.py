"""What goes out and comes back: classes and their order, boxes, outlines, attributes, tags, goldens, clean images."""

import json
from dataclasses import replace

import pytest

from inspector_app.datasets.formats.known import WRITTEN, read_folder, write_folder
from inspector_app.datasets.formats.sidecar import SIDECAR
from inspector_app.datasets.labelled import Dataset, DatasetError, LabelledImage
from inspector_app.domain.geometry import Box
from tests.datasets.builders import SQUARE, TRIANGLE, boxed, full_dataset, outlined, picture

HUNDREDTH = 0.01


def assert_same_labels(found, expected):
    assert [label.defect_class for label in found] == [label.defect_class for label in expected]
    for one, other in zip(found, expected, strict=True):
        assert one.box.as_tuple() == pytest.approx(other.box.as_tuple(), abs=HUNDREDTH)
        assert [len(outline) for outline in one.outlines] == [len(outline) for outline in other.outlines]
        for mine, theirs in zip(one.outlines, other.outlines, strict=True):
            for point, twin in zip(mine, theirs, strict=True):
                assert point == pytest.approx(twin, abs=HUNDREDTH)
        assert dict(one.attributes) == dict(other.attributes)


def assert_same(found, expected):
    assert found.classes == expected.classes
    theirs = {image.name: image for image in expected.images}
    assert {image.name for image in found.images} == set(theirs)
    for image in found.images:
        twin = theirs[image.name]
        assert (image.width, image.height) == (twin.width, twin.height)
        assert image.path.read_bytes() == twin.path.read_bytes()
        assert (image.golden and image.golden.read_bytes()) == (twin.golden and twin.golden.read_bytes())
        assert dict(image.tags) == dict(twin.tags)
        assert_same_labels(image.labels, twin.labels)


@pytest.mark.parametrize("link", [True, False])
@pytest.mark.parametrize("name", WRITTEN)
def test_nothing_is_lost(tmp_path, name, link):
    dataset = full_dataset(tmp_path)
    write_folder(dataset, tmp_path / "out", name, link=link)
    chosen, found = read_folder(tmp_path / "out")
    assert chosen.name == name
    assert_same(found, dataset)
    placed = next(image.path for image in found.images if image.name == dataset.images[0].name)
    assert placed.samefile(dataset.images[0].path) is link


@pytest.mark.parametrize("name", [each for each in WRITTEN if each != "folders"])
def test_without_the_sidecar_classes_boxes_and_clean_images_are_left(tmp_path, name):
    dataset = full_dataset(tmp_path)
    write_folder(dataset, tmp_path / "out", name)
    (tmp_path / "out" / SIDECAR).unlink()
    chosen, found = read_folder(tmp_path / "out")
    assert chosen.name == name.removesuffix("-seg")
    assert found.classes == dataset.classes
    theirs = {image.name: image for image in dataset.images}
    for image in found.images:
        for label, twin in zip(image.labels, theirs[image.name].labels, strict=True):
            assert label.defect_class == twin.defect_class
            assert label.box.as_tuple() == pytest.approx(twin.box.as_tuple(), abs=HUNDREDTH)
    held = {"coco": True, "voc": True, "cvat": True, "labelme": True}
    if held.get(name):
        for image in found.images:
            assert_same_labels(image.labels, theirs[image.name].labels)


@pytest.mark.parametrize("name", WRITTEN)
def test_what_came_back_goes_out_the_same(tmp_path, name):
    write_folder(full_dataset(tmp_path), tmp_path / "one", name)
    _, once = read_folder(tmp_path / "one")
    write_folder(once, tmp_path / "two", name)
    _, twice = read_folder(tmp_path / "two")
    assert_same(twice, once)


AWKWARD = (
    {"truncated": "0", "pose": "Unspecified", "occluded": "1"},
    {"iscrowd": "0"},
    {"iscrowd": "1", "source": "manual", "z_order": "3", "group_id": "7"},
    {"": "no name", "blank ": " x ", "lines": "a\nb\r\nc", "control": "\x01"},
    {"difficult": "true", "description": "<b>&amp;</b>", "score": "0.5"},
)


@pytest.mark.parametrize("name", WRITTEN)
@pytest.mark.parametrize("attributes", AWKWARD)
def test_attributes_that_a_format_has_a_meaning_for_come_back_as_they_were(tmp_path, name, attributes):
    labels = (
        boxed("x", 1, 2, 3, 4, attributes=attributes),
        outlined("x", TRIANGLE, SQUARE, attributes=attributes),
        boxed("x", 1, 2, 3, 4, attributes={"second": "of two in one place"}),
        outlined("x", SQUARE),
    )
    image = LabelledImage("a", picture(tmp_path / "a.png"), 64, 48, labels, None, {"source": "production"})
    dataset = Dataset(("x",), (image,))
    write_folder(dataset, tmp_path / "out", name)
    assert_same(read_folder(tmp_path / "out")[1], dataset)


@pytest.mark.parametrize("name", WRITTEN)
def test_a_box_larger_than_its_outline_comes_back(tmp_path, name):
    label = replace(outlined("x", TRIANGLE), box=Box(3.0, 4.25, 20.5, 30.75))
    image = LabelledImage("a", picture(tmp_path / "a.png"), 64, 48, (label,))
    write_folder(Dataset(("x",), (image,)), tmp_path / "out", name)
    _, found = read_folder(tmp_path / "out")
    assert_same_labels(found.images[0].labels, (label,))


@pytest.mark.parametrize("name", WRITTEN)
def test_a_class_named_as_yaml_or_a_folder_means_something_else(tmp_path, name):
    classes = ("no", "1.5", "null", "good", "..", "a: b", "#x", '"q"', "a/b", "train", "50 %25", "goldens")
    images = tuple(
        LabelledImage(f"i{at}", picture(tmp_path / f"{at}.png"), 64, 48, (boxed(each, 1, 2, 30, 40),))
        for at, each in enumerate(classes)
    )
    dataset = Dataset(classes, images)
    write_folder(dataset, tmp_path / "out", name)
    assert_same(read_folder(tmp_path / "out")[1], dataset)
    (tmp_path / "out" / SIDECAR).unlink()
    _, found = read_folder(tmp_path / "out", name)
    assert {image.labels[0].defect_class for image in found.images} == set(classes)


def test_labels_that_were_changed_by_another_tool_win_over_the_sidecar(tmp_path):
    dataset = full_dataset(tmp_path)
    write_folder(dataset, tmp_path / "out", "yolo")
    file = tmp_path / "out" / "labels" / "lot 1" / "früh" / "a.txt"
    lines = file.read_text(encoding="utf-8").splitlines()
    file.write_text(f"{lines[1]}\n1 0.5 0.5 0.1 0.1\n", encoding="utf-8")  # one removed, one kept, one new
    _, found = read_folder(tmp_path / "out")
    image = next(each for each in found.images if each.name == "lot 1/früh/a")
    assert [label.defect_class for label in image.labels] == ["dent, old", "1"]
    assert image.labels[0] == dataset.images[0].labels[1]
    assert image.labels[1].outlines == ()


def test_coordinates_are_close_to_their_last_digit_in_large_images(tmp_path):
    label = boxed("x", 123.456789, 0.015625, 7999.987654, 31.999)
    image = LabelledImage("a", picture(tmp_path / "a.png", 8000, 32), 8000, 32, (label,))
    for name in WRITTEN:
        write_folder(Dataset(("x",), (image,)), tmp_path / name, name)
        _, found = read_folder(tmp_path / name)
        assert found.images[0].labels[0].box.as_tuple() == pytest.approx(label.box.as_tuple(), abs=1e-5)


@pytest.mark.parametrize("name", WRITTEN)
def test_a_split_comes_back_in_its_own_words(tmp_path, name):
    images = tuple(
        LabelledImage(
            each, picture(tmp_path / f"{at}.png"), 64, 48, (), None, {"split": split} if split else {}
        )
        for at, (each, split) in enumerate(
            [
                ("a", "train"),
                ("b", "validation"),
                ("test/c", "val"),
                ("d", "test"),
                ("train/e", ""),
                ("f", "vault 7"),
            ]
        )
    )
    dataset = Dataset(("x",), images)
    write_folder(dataset, tmp_path / "out", name)
    assert_same(read_folder(tmp_path / "out")[1], dataset)


def test_yolo_names_the_parts_of_a_split_in_lists(tmp_path):
    images = tuple(
        LabelledImage(each, picture(tmp_path / f"{each}.png"), 64, 48, (), None, {"split": split})
        for each, split in [("a", "train"), ("b", "validation"), ("c", "train")]
    )
    write_folder(Dataset(("x",), images), tmp_path / "out", "yolo")
    assert (tmp_path / "out" / "train.txt").read_text(encoding="utf-8") == "./images/a.png\n./images/c.png\n"
    assert "train: train.txt\nval: val.txt\nnames:" in (tmp_path / "out" / "data.yaml").read_text(
        encoding="utf-8"
    )
    (tmp_path / "out" / SIDECAR).unlink()
    found = read_folder(tmp_path / "out")[1]
    assert [image.tags for image in found.images] == [
        {"split": "train"},
        {"split": "val"},
        {"split": "train"},
    ]


def test_an_empty_dataset_says_so(tmp_path):
    write_folder(Dataset(("x",), ()), tmp_path / "out", "yolo")
    with pytest.raises(DatasetError, match="no labelled images"):
        read_folder(tmp_path / "out")


def test_a_kill_in_the_middle_leaves_no_folder(tmp_path):
    def stop(done, _total):
        if done == 2:
            raise KeyboardInterrupt

    for name in WRITTEN:
        with pytest.raises(KeyboardInterrupt):
            write_folder(full_dataset(tmp_path), tmp_path / "sets" / name, name, progress=stop)
    assert list((tmp_path / "sets").iterdir()) == []


def test_the_sidecar_is_as_its_description_says(tmp_path):
    write_folder(full_dataset(tmp_path), tmp_path / "out", "yolo")
    whole = json.loads((tmp_path / "out" / SIDECAR).read_text(encoding="utf-8"))
    assert set(whole) == {"format", "version", "written_as", "classes", "images"}
    assert set(whole["images"][0]) == {"file", "name", "golden", "tags", "labels"}
    assert whole["images"][0]["labels"][0]["attributes"]["depth"] == "deep & wide"

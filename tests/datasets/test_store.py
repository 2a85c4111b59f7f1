import json
import os
from dataclasses import replace

import pytest

from inspector_app.datasets.labelled import Dataset, DatasetError, LabelledImage
from inspector_app.datasets.store import (
    INDEX,
    LABELS,
    count_images,
    dataset_folders,
    is_dataset,
    read_dataset,
    write_dataset,
)
from tests.datasets.builders import boxed, full_dataset, picture


@pytest.fixture
def dataset(tmp_path):
    return full_dataset(tmp_path)


def _facts(dataset):
    return [
        replace(image, path=None, golden=image.golden and image.golden.read_bytes())
        for image in dataset.images
    ]


@pytest.mark.parametrize("link", [True, False])
def test_what_is_written_is_what_is_read(dataset, tmp_path, link):
    steps = []
    written = write_dataset(
        dataset, tmp_path / "sets" / "one", link=link, progress=lambda *step: steps.append(step)
    )
    again = read_dataset(tmp_path / "sets" / "one")
    assert again == written
    assert again.classes == dataset.classes
    assert _facts(again) == _facts(dataset)
    for old, new in zip(dataset.images, again.images, strict=True):
        assert new.path.read_bytes() == old.path.read_bytes()
        assert old.path.samefile(new.path) is link
    assert steps == [(1, 3), (2, 3), (3, 3)]


def test_a_golden_that_images_share_is_there_once(dataset, tmp_path):
    written = write_dataset(dataset, tmp_path / "one")
    assert len(list((tmp_path / "one" / "goldens").rglob("*.png"))) == 2
    assert written.images[0].golden == written.images[1].golden


def test_an_error_in_the_middle_leaves_nothing(dataset, tmp_path):
    dataset.images[-1].path.unlink()
    with pytest.raises(DatasetError, match=r"b\.bmp"):
        write_dataset(dataset, tmp_path / "sets" / "one")
    assert list((tmp_path / "sets").iterdir()) == []


def test_ctrl_c_leaves_nothing(dataset, tmp_path):
    def stop(done, _total):
        if done == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_dataset(dataset, tmp_path / "sets" / "one", progress=stop)
    assert list((tmp_path / "sets").iterdir()) == []


def test_a_folder_with_something_in_it_is_left_alone(dataset, tmp_path):
    (tmp_path / "one").mkdir()
    (tmp_path / "one" / "mine").touch()
    with pytest.raises(DatasetError, match="choose another name"):
        write_dataset(dataset, tmp_path / "one")
    assert (tmp_path / "one" / "mine").exists()


def test_what_is_half_done_is_not_listed_and_goes_after_a_day(dataset, tmp_path):
    left, fresh = tmp_path / "sets" / ".old.ab.part", tmp_path / "sets" / ".new.ab.part"
    for half in (left, fresh):
        half.mkdir(parents=True)
        (half / INDEX).write_text("{}", encoding="utf-8")
    os.utime(left, (0, 0))
    write_dataset(dataset, tmp_path / "sets" / "one")
    assert dataset_folders(tmp_path / "sets") == (tmp_path / "sets" / "one",)
    assert not left.exists()
    assert fresh.exists()
    assert not is_dataset(fresh)


@pytest.mark.parametrize(
    "name",
    ["../a", "/a", "a//b", "a/../../b", "", "a\\b", "C:a", "a\nb", "a\0", "x" * 300, "\udce4", "./a"],
)
def test_a_name_that_leads_elsewhere_is_refused(tmp_path, name):
    image = LabelledImage(name, picture(tmp_path / "a.png"), 64, 48)
    with pytest.raises(DatasetError, match="Rename"):
        write_dataset(Dataset((), (image,)), tmp_path / "one")
    assert not (tmp_path / "one").exists()


def test_names_that_some_disk_takes_for_one_are_refused(tmp_path):
    images = tuple(LabelledImage(name, picture(tmp_path / "a.png"), 64, 48) for name in ("Part", "part"))
    with pytest.raises(DatasetError, match=r"'part' is that of"):
        write_dataset(Dataset((), images), tmp_path / "one")


@pytest.mark.parametrize("classes", [("a", "a"), ("",), ("a\nb",)])
def test_classes_have_names_of_their_own(tmp_path, classes):
    with pytest.raises(DatasetError, match="class"):
        write_dataset(Dataset(classes, ()), tmp_path / "one")


def test_a_coordinate_that_is_no_number_is_refused(tmp_path):
    image = LabelledImage("a", picture(tmp_path / "a.png"), 64, 48, (boxed("x", float("nan"), 0, 1, 1),))
    with pytest.raises(DatasetError, match=r"a\.png"):
        write_dataset(Dataset(("x",), (image,)), tmp_path / "one")


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda lines: lines[:-1], r"labels\.jsonl: 2 images, 3 were written"),
        (lambda lines: [lines[0], lines[1][:20], lines[2]], r"labels\.jsonl:2: "),
        (lambda lines: [*lines[:2], lines[0]], r"labels\.jsonl:3: the name"),
        (
            lambda lines: [lines[0].replace('"images/', '"../images/'), *lines[1:]],
            r"labels\.jsonl:1: the name",
        ),
        (lambda lines: [lines[0].replace("1.01", "NaN"), *lines[1:]], r"labels\.jsonl:1: "),
        (lambda lines: [lines[0].replace("1.01", "1e999"), *lines[1:]], r"labels\.jsonl:1: "),
        (lambda lines: ["\udcff", *lines[1:]], r"labels\.jsonl:1: "),
    ],
)
def test_a_changed_file_is_named_with_its_line(dataset, tmp_path, change, says):
    write_dataset(dataset, tmp_path / "one")
    path = tmp_path / "one" / LABELS
    lines = change(path.read_text(encoding="utf-8").splitlines())
    path.write_bytes("\n".join(lines).encode("utf-8", "surrogateescape"))
    with pytest.raises(DatasetError, match=says):
        read_dataset(tmp_path / "one")


def test_a_newer_layout_is_refused(dataset, tmp_path):
    write_dataset(dataset, tmp_path / "one")
    index = json.loads((tmp_path / "one" / INDEX).read_text(encoding="utf-8"))
    (tmp_path / "one" / INDEX).write_text(json.dumps(index | {"version": 2}), encoding="utf-8")
    with pytest.raises(DatasetError, match="newer version"):
        read_dataset(tmp_path / "one")


def test_a_folder_that_is_no_dataset_says_so(tmp_path):
    with pytest.raises(DatasetError, match="Is it a dataset"):
        read_dataset(tmp_path)


def test_images_are_counted_without_reading_them_and_missing_rows_are_noticed(tmp_path):
    folder = tmp_path / "counted"
    folder.mkdir()
    (folder / LABELS).write_text("not read\n" * 3, encoding="utf-8")
    index = '{"format": "inspector-dataset", "version": 1, "classes": ["a"], "images": 3}'
    (folder / INDEX).write_text(index, encoding="utf-8")
    assert count_images(folder) == 3
    (folder / LABELS).write_text("not read\n" * 2, encoding="utf-8")
    with pytest.raises(DatasetError, match="2 images, 3 were written"):
        count_images(folder)

"""The public DeepPCB set's own layout as a dataset of ours."""

import pytest

from inspector_app.datasets.formats.known import read_folder, write_folder
from inspector_app.datasets.labelled import DatasetError
from tests.datasets.builders import picture


def put(root, name, lines):
    for kind in ("images", "goldens"):
        picture(root / kind / f"{name}.png")
    (root / "labels").mkdir(exist_ok=True)
    (root / "labels" / f"{name}.txt").write_text(lines, encoding="utf-8")


def test_boxes_types_goldens_and_boards_come_in(tmp_path):
    put(tmp_path, "44000017", "1 2 20 30 6\r\n5 6 9 9 1\r\n")
    put(tmp_path, "00041003", "")
    _, dataset = read_folder(tmp_path, "deeppcb")
    clean, marked = sorted(dataset.images, key=lambda image: image.name)
    assert [(label.defect_class, label.box.as_tuple()) for label in marked.labels] == [
        ("pinhole", (1, 2, 20, 30)),
        ("open", (5, 6, 9, 9)),
    ]
    assert marked.golden == tmp_path / "goldens" / "44000017.png"
    assert (clean.labels, clean.tags["board"], marked.tags["board"]) == ((), "00041", "44000")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("1 2 20 30 7", "the type 7 is unknown"),
        ("1 2 20 30 0", "the type 0 is unknown"),
        ("1 2 20 30", "4 numbers"),
        ("1 2 nan 30 1", "usable number"),
        ("20 2 1 30 1", "labels"),
        ("1 2 20 3000 1", "labels"),
    ],
)
def test_a_broken_line_is_named_with_its_file_and_number(tmp_path, line, said):
    put(tmp_path, "44000017", f"5 6 9 9 1\n{line}\n")
    with pytest.raises(DatasetError, match=said) as refused:
        read_folder(tmp_path, "deeppcb")
    assert "44000017.txt:2" in str(refused.value)


def test_it_is_recognised_and_never_written(tmp_path):
    put(tmp_path / "in", "44000017", "1 2 20 30 6\n")
    recognised, dataset = read_folder(tmp_path / "in")
    assert recognised.name == "deeppcb"
    with pytest.raises(DatasetError, match="only read"):
        write_folder(dataset, tmp_path / "out", "deeppcb")
    assert not (tmp_path / "out").exists()


def test_shares_of_the_image_are_not_taken_for_pixels(tmp_path):
    put(tmp_path, "a", "1 0.5 0.5 0.2 0.2\n")
    (tmp_path / "classes.txt").write_text("open\nshort\n", encoding="utf-8")
    assert read_folder(tmp_path)[0].name == "yolo"

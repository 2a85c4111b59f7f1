import os
from pathlib import Path

import cv2
import pytest

from inspector_app.boards import demo_products, render_golden
from inspector_app.learning.deeppcb.scoring import LabelError, evaluate_deeppcb, read_labels
from tests.inspection.conftest import FakeNetwork

ROOT = Path(__file__).resolve().parents[3]
DEEPPCB = Path(os.environ.get("INSPECTOR_DEEPPCB", ROOT / "../shared/data/deeppcb"))


def test_labels_are_read_by_type(tmp_path):
    path = tmp_path / "a.txt"
    path.write_bytes(b"1 2 11 22 1\r\n5 5 9 9 6\r\n\r\n")
    assert [(d.code, d.box.as_tuple()) for d in read_labels(path, 100, 100)] == [
        ("open", (1, 2, 11, 22)),
        ("pinhole", (5, 5, 9, 9)),
    ]


@pytest.mark.parametrize(
    "line",
    [
        *("1 2 3 4", "1 2 3 4 0", "1 2 3 4 7", "a b c d 1", "nan 2 3 4 1", "1 2 3 4 -1"),
        *("9 2 3 4 1", "1 4 3 4 1", "-1 2 3 4 1", "1 2 101 4 1", "1 2 3 101 1"),
    ],
)
def test_a_bad_label_is_refused_by_file_and_line(tmp_path, line):
    path = tmp_path / "a.txt"
    path.write_text(f"1 2 11 22 1\n{line}\n")
    with pytest.raises(LabelError, match=r"a\.txt, line 2"):
        read_labels(path, 100, 100)


def test_a_label_that_is_no_text_is_refused_by_file(tmp_path):
    (tmp_path / "a.txt").write_bytes(b"\xff\xfe1 2")
    with pytest.raises(LabelError, match=r"a\.txt: not a text file"):
        read_labels(tmp_path / "a.txt", 100, 100)


def test_a_golden_of_another_size_is_refused_by_file(tmp_path):
    for kind, side in (("images", 320), ("goldens", 300)):
        (tmp_path / "test" / kind).mkdir(parents=True)
        picture = cv2.resize(render_golden(demo_products()[0], 0), (side, side))
        assert cv2.imwrite(str(tmp_path / "test" / kind / "a.png"), picture)
    with pytest.raises(LabelError, match=r"a\.png: image and golden differ in size"):
        evaluate_deeppcb(tmp_path, FakeNetwork())


def test_an_empty_folder_is_refused(tmp_path):
    with pytest.raises(LabelError, match="no images"):
        evaluate_deeppcb(tmp_path, FakeNetwork())


def test_real_pairs_align_and_are_scored(tmp_path):
    if not DEEPPCB.is_dir():
        pytest.skip(f"the DeepPCB set is not at {DEEPPCB}; INSPECTOR_DEEPPCB says where it is")
    names = sorted(path.stem for path in (DEEPPCB / "test" / "images").glob("*.png"))[:3]
    for kind in ("images", "goldens", "labels"):
        (tmp_path / "test" / kind).mkdir(parents=True)
        for name in names:
            source = next((DEEPPCB / "test" / kind).glob(f"{name}.*"))
            (tmp_path / "test" / kind / source.name).symlink_to(source.resolve())
    figures, _ = evaluate_deeppcb(tmp_path, FakeNetwork())
    assert figures["images"] == 3
    assert figures["map"] == 0
    assert figures["map_tight"] == 0
    assert figures["latency_ms"] > 0


def test_boxes_are_widened_to_the_convention_of_the_set(tmp_path):
    for kind in ("images", "goldens", "labels"):
        (tmp_path / "test" / kind).mkdir(parents=True)
    picture = render_golden(demo_products()[0], 0)
    for kind in ("images", "goldens"):
        cv2.imwrite(str(tmp_path / "test" / kind / "a.png"), picture)
    (tmp_path / "test" / "labels" / "a.txt").write_text("100 100 128 128 1\n")
    figures, _ = evaluate_deeppcb(tmp_path, FakeNetwork([(0, 0.9, 108.0, 108.0, 120.0, 120.0)]))
    assert (figures["map"], figures["f"]) == (1.0, 1.0)
    assert figures["map_tight"] == 0

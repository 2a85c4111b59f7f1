import cv2
import numpy as np
import pytest
import yaml

from inspector_app.boards import DEFECT_CODES
from inspector_app.learning.crops.board_crops import CropPlan, write_crops


@pytest.fixture(scope="module")
def dataset(tmp_path_factory):
    out = tmp_path_factory.mktemp("crops")
    write_crops(out, CropPlan(products=1, boards_a_view=2, validation_products=1), workers=1)
    return out


def test_every_image_has_its_labels_within_it(dataset):
    images = sorted((dataset / "images" / "train").glob("*.png"))
    assert len(images) >= 4
    for path in images:
        label = dataset / "labels" / "train" / f"{path.stem}.txt"
        rows = np.array(
            [[float(v) for v in line.split()] for line in label.read_text().splitlines()]
        ).reshape(-1, 5)
        assert set(rows[:, 0].astype(int)) <= set(range(len(DEFECT_CODES)))
        low, high = rows[:, 1:3] - rows[:, 3:] / 2, rows[:, 1:3] + rows[:, 3:] / 2
        assert (low >= 0).all()
        assert (high <= 1).all()


def test_a_label_lies_where_the_difference_is(dataset):
    checked = 0
    for path in (dataset / "images" / "train").glob("*.png"):
        difference = np.abs(
            cv2.imread(str(path))[..., 0].astype(int) - 128
        )  # reversed: the difference is first
        for line in (dataset / "labels" / "train" / f"{path.stem}.txt").read_text().splitlines():
            _, cx, cy, w, h = (float(value) * 320 for value in line.split())
            inside = difference[int(cy - h / 2) : int(cy + h / 2) + 1, int(cx - w / 2) : int(cx + w / 2) + 1]
            checked += 1
            assert inside.max() > 3 * np.median(difference)
    assert checked > 5


def test_the_data_file_names_the_classes_in_order(dataset):
    names = yaml.safe_load((dataset / "data.yaml").read_text())["names"]
    assert [names[number] for number in range(len(DEFECT_CODES))] == list(DEFECT_CODES)


def test_a_class_left_off_is_neither_drawn_nor_named(tmp_path):
    plan = CropPlan(products=2, boards_a_view=1, validation_products=1, without=("short",))
    write_crops(tmp_path, plan, workers=1)
    names = yaml.safe_load((tmp_path / "data.yaml").read_text())["names"]
    assert list(names.values()) == [code for code in DEFECT_CODES if code != "short"]
    labels = [path.read_text().split() for path in (tmp_path / "labels").rglob("*.txt")]
    drawn = {int(words[place]) for words in labels for place in range(0, len(words), 5)}
    assert drawn
    assert max(drawn) < len(names)

"""A plant's labelled images become crops that the station's own preparation made."""

from dataclasses import replace

import cv2
import numpy as np
import pytest

from inspector_app.boards import DEFECT_CODES, render_view, training_product
from inspector_app.datasets.labelled import Dataset, Label, LabelledImage
from inspector_app.domain.geometry import Box
from inspector_app.learning.crops.labelled_crops import (
    LabelledCropPlan,
    LabelledCropsError,
    write_labelled_crops,
)


@pytest.fixture(scope="module")
def images(tmp_path_factory):
    folder = tmp_path_factory.mktemp("images")
    product = training_product(1)
    made = []
    for number in range(4):
        board = render_view(product, 0, seed=number, defects=(number % 2) * 3)
        cv2.imwrite(str(folder / f"{number}.png"), board.image)
        cv2.imwrite(str(folder / "golden.png"), board.golden)
        labels = tuple(Label(defect.code, defect.box) for defect in board.defects)
        height, width = board.image.shape[:2]
        made.append(
            LabelledImage(str(number), folder / f"{number}.png", width, height, labels, folder / "golden.png")
        )
    return made


def dataset(*images):
    return Dataset(DEFECT_CODES, tuple(images))


def test_crops_have_their_labels_where_the_difference_is(images, tmp_path):
    made = write_labelled_crops(
        tmp_path, dataset(*images[:2]), dataset(*images[2:]), LabelledCropPlan(), workers=1
    )
    assert made.left_out == ()
    assert "pinhole" in made.data_yaml.read_text("utf-8")
    checked = 0
    for path in (tmp_path / "images" / "train").glob("*.png"):
        planes = cv2.imread(str(path))
        assert planes.shape == (320, 320, 3)
        difference = np.abs(planes[..., 0].astype(int) - 128)
        for line in (tmp_path / "labels" / "train" / f"{path.stem}.txt").read_text("utf-8").splitlines():
            _, cx, cy, w, h = (float(value) * 320 for value in line.split())
            inside = difference[int(cy - h / 2) : int(cy + h / 2) + 1, int(cx - w / 2) : int(cx + w / 2) + 1]
            assert inside.max() > 3 * np.median(difference)
            checked += 1
    assert checked >= 3
    clean = tmp_path / "labels" / "train" / "000000-0.txt"
    assert clean.read_text("utf-8") == ""


def test_an_image_smaller_than_a_crop_is_padded(images, tmp_path):
    small = images[0]
    picture = cv2.imread(str(small.path))[:200, :240]
    cv2.imwrite(str(tmp_path / "small.png"), picture)
    cv2.imwrite(str(tmp_path / "small-golden.png"), cv2.imread(str(small.golden))[:200, :240])
    one = LabelledImage("small", tmp_path / "small.png", 240, 200, (), tmp_path / "small-golden.png")
    out = tmp_path / "out"
    made = write_labelled_crops(out, dataset(one), dataset(one), LabelledCropPlan(), workers=1)
    assert made.left_out == ()
    crop = cv2.imread(str(next((out / "images" / "train").glob("*.png"))))
    assert crop.shape == (320, 320, 3)
    assert (crop[200:] == 128).all()


def test_images_without_a_golden_are_refused_by_name(images, tmp_path):
    bare = LabelledImage("bare", images[0].path, 640, 640)
    with pytest.raises(LabelledCropsError, match=r"1 images have no golden \(bare"):
        write_labelled_crops(tmp_path, dataset(bare), dataset(images[0]), LabelledCropPlan(), workers=1)


def test_without_goldens_crops_are_the_image_itself(images, tmp_path):
    bare = LabelledImage("bare", images[0].path, 640, 640)
    plan = LabelledCropPlan(compares=False)
    made = write_labelled_crops(tmp_path, dataset(bare), dataset(bare), plan, workers=1)
    crop = cv2.imread(str(next((tmp_path / "images" / "train").glob("*.png"))))[..., ::-1]
    picture = cv2.imread(str(images[0].path))
    assert made.left_out == ()
    assert made.left_out == ()
    found = cv2.matchTemplate(picture, np.ascontiguousarray(crop), cv2.TM_SQDIFF_NORMED)
    _, _, (x, y), _ = cv2.minMaxLoc(found)
    assert np.array_equal(picture[y : y + 320, x : x + 320], crop)


def test_one_that_cannot_be_used_is_left_out_and_many_are_refused(images, tmp_path):
    broken = tmp_path / "broken.png"
    broken.write_bytes(b"no picture")
    bad = LabelledImage("bad", broken, 640, 640, (), images[0].golden)
    enough = [
        LabelledImage(f"{number}", images[0].path, 640, 640, (), images[0].golden) for number in range(12)
    ]
    made = write_labelled_crops(
        tmp_path / "a", dataset(bad, *enough), dataset(images[0]), LabelledCropPlan(), workers=1
    )
    assert len(made.left_out) == 1
    assert "broken.png" in made.left_out[0]
    with pytest.raises(LabelledCropsError, match=r"1 of 2 images can't be used"):
        write_labelled_crops(tmp_path / "b", dataset(bad), dataset(images[0]), LabelledCropPlan(), workers=1)
    assert not (tmp_path / "b" / "data.yaml").exists()


def test_rare_classes_are_shown_more_often(images, tmp_path):
    """Of a picture with ten marks of one class and one of another, the crops show the rare one as often."""
    marked = images[1]
    picture = np.full((640, 1600, 3), 90, np.uint8)
    cv2.randn(picture, (90, 90, 90), (20, 20, 20))
    cv2.imwrite(str(tmp_path / "wide.png"), picture)
    often = [Label("open", Box(40 + 20 * n, 40, 50 + 20 * n, 50)) for n in range(16)]
    rare = Label("short", Box(1500, 500, 1512, 512))
    wide = LabelledImage("w", tmp_path / "wide.png", 1600, 640, (*often, rare), tmp_path / "wide.png")

    def shares(balance):
        out = tmp_path / f"{balance}"
        plan = LabelledCropPlan(crops=40, balance=balance)
        write_labelled_crops(out, dataset(wide), dataset(marked), plan, workers=1)
        texts = [path.read_text("utf-8") for path in (out / "labels" / "train").glob("*.txt")]
        return sum(text.startswith("1 ") for text in texts) / len(texts)

    assert shares(True) > shares(False) + 0.05


def test_labels_that_are_only_a_box_are_refused_where_outlines_are_learnt(images, tmp_path):
    plan = LabelledCropPlan(outlined=True)
    with pytest.raises(LabelledCropsError, match=r"1 images have labels that are only a box \(1 \.\.\.\)"):
        write_labelled_crops(tmp_path, dataset(images[0], images[1]), dataset(images[2]), plan, workers=1)
    assert not (tmp_path / "data.yaml").exists()


def test_outlines_are_learnt_from_where_a_family_asks_for_them(images, tmp_path):
    def outlined(image):
        labels = tuple(
            replace(
                label,
                outlines=(
                    (
                        (label.box.x1, label.box.y1),
                        (label.box.x2, label.box.y1),
                        (label.box.x2, label.box.y2),
                    ),
                ),
            )
            for label in image.labels
        )
        return replace(image, labels=labels)

    parts = dataset(outlined(images[1])), dataset(outlined(images[3]))
    write_labelled_crops(tmp_path, *parts, LabelledCropPlan(outlined=True), workers=1)
    lines = [
        line for path in (tmp_path / "labels").rglob("*.txt") for line in path.read_text("utf-8").splitlines()
    ]
    assert lines
    assert all(len(line.split()) >= 7 for line in lines)


def test_a_class_left_off_is_neither_named_nor_shown_by_any_crop(tmp_path):
    """A white square stands for what nobody may see, a black one for what is learnt."""
    rng = np.random.default_rng(4)
    images = []
    for number in range(8):
        picture = np.full((640, 640), 128, np.uint8)
        labels = []
        for code, shade in (("open", 0), ("short", 255), ("open", 0), ("short", 255)):
            x, y = (int(value) for value in rng.integers(0, 610, 2))
            picture[y : y + 30, x : x + 30] = shade
            labels.append(Label(code, Box(x, y, x + 30, y + 30)))
        path = tmp_path / f"{number}.png"
        cv2.imwrite(str(path), picture)
        images.append(LabelledImage(str(number), path, 640, 640, tuple(labels), None))
    plan = LabelledCropPlan(compares=False, without=("short",))
    made = write_labelled_crops(tmp_path / "out", dataset(*images), dataset(images[0]), plan, workers=1)
    assert "short" not in made.data_yaml.read_text("utf-8")
    crops = list((tmp_path / "out" / "images" / "train").glob("*.png"))
    assert len(crops) >= 8
    assert max(int(cv2.imread(str(path)).max()) for path in crops) == 128
    assert any(int(cv2.imread(str(path)).min()) == 0 for path in crops)

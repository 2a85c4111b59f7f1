import numpy as np
import pytest

from inspector_app.datasets.formats.known import read_folder
from inspector_app.imaging import Mask, length_px, mask_of_outlines
from inspector_app.learning.crops.generated_surfaces import SurfacesPlan, write_surfaces
from inspector_app.surfaces import render_surface, validation_surface


def test_a_generated_folder_reads_back_with_outlines_and_lots(tmp_path):
    made = write_surfaces(
        tmp_path / "metal", SurfacesPlan(images=12, flaws=("scratch", "hole")), "coco", None
    )
    _, read = read_folder(tmp_path / "metal")
    assert [len(image.labels) for image in read.images] == [0, 1] * 6
    assert {image.tags["lot"] for image in read.images} == {"metal 0", "metal 1"}
    assert {label.defect_class for image in read.images for label in image.labels} == {"scratch", "hole"}
    assert all(label.outlines for image in made.images for label in image.labels)
    assert [path.name for path in tmp_path.iterdir()] == ["metal"], "nothing is left beside it"


def test_an_outline_covers_what_was_drawn():
    view = render_surface(validation_surface("metal", 1), 3, "scratch")
    mask = Mask(0, 0, view.covered)
    assert view.box.area >= mask.area_px > 0
    changed = np.argwhere(view.covered)
    assert changed.min(axis=0).tolist() == [view.box.y1, view.box.x1]
    assert length_px(mask) == pytest.approx(np.hypot(view.box.width, view.box.height), rel=0.1)


def test_a_good_part_covers_nothing():
    assert render_surface(validation_surface("metal", 1), 3).covered is None


def test_the_same_plan_gives_the_same_images(tmp_path):
    plan = SurfacesPlan(images=2, first_lot=4)
    for name in ("one", "other"):
        write_surfaces(tmp_path / name, plan, "coco", None)
    one, other = (sorted((tmp_path / name / "images").iterdir()) for name in ("one", "other"))
    assert [path.read_bytes() for path in one] == [path.read_bytes() for path in other]


def test_labels_hold_the_drawn_pixels(tmp_path):
    made = write_surfaces(tmp_path / "metal", SurfacesPlan(images=4, flaws=("hole",)), "coco", None)
    label = made.images[1].labels[0]
    drawn = render_surface(validation_surface("metal", 0), 1, "hole").covered
    assert mask_of_outlines(label.outlines).area_px == pytest.approx(int(drawn.sum()), rel=0.05)

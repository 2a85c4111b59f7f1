"""The public DeepPCB set's own split: its README says that boards are on both sides."""

import os
from pathlib import Path

import pytest

from inspector_app.datasets.checking.check import check_dataset
from inspector_app.datasets.grouping.groups import GroupRule
from inspector_app.datasets.grouping.looks import see_all
from inspector_app.datasets.labelled import Dataset, LabelledImage
from inspector_app.settings.dataset_figures import DatasetFigures

ROOT = Path(__file__).resolve().parents[3]
FOLDER = Path(os.environ.get("INSPECTOR_DEEPPCB", ROOT.parent / "shared" / "data" / "deeppcb"))
FIGURES = DatasetFigures(dataset_group_pattern=r"^(\d{5})")


@pytest.fixture(scope="module")
def leaks():
    if not (FOLDER / "trainval" / "images").is_dir():
        pytest.skip(f"{FOLDER}: DeepPCB isn't here; set INSPECTOR_DEEPPCB to its folder")
    images = tuple(
        LabelledImage(f"{part}/{path.stem}", path, 640, 640)
        for part in ("trainval", "test")
        for path in sorted((FOLDER / part / "images").glob("*.png"))
    )
    dataset = Dataset((), images)
    remarks = check_dataset(dataset, see_all(images), FIGURES, rule=GroupRule.of(FIGURES))
    return [remark for remark in remarks if remark.check == "leakage"]


def test_boards_on_both_sides_are_found(leaks):
    groups = {name.rpartition("/")[2][:5] for path in FOLDER.glob("*/images/*.png") for name in [path.stem]}
    sides = {
        group: {path.parents[1].name for path in FOLDER.glob(f"*/images/{group}*.png")} for group in groups
    }
    both = {group for group, parts in sides.items() if len(parts) > 1}
    assert both
    found = {remark.says.split()[1] for remark in leaks if remark.says.startswith("name ")}
    assert found == both


def test_every_image_of_such_a_board_is_named(leaks):
    for remark in leaks:
        if remark.says.startswith("name "):
            group = remark.says.split()[1]
            assert len(remark.images) == len(list(FOLDER.glob(f"*/images/{group}*.png")))

"""Any number of packages on the same images, from end to end with real ones."""

from pathlib import Path

import pytest

from inspector_app.bootstrap import comparing
from inspector_app.bootstrap.comparing import ComparePlan, compare
from inspector_app.bootstrap.evaluated_images import LabelledData
from inspector_app.datasets.labelled import Dataset
from inspector_app.datasets.parts import Part
from inspector_app.datasets.splitting.dividing import SplitRule
from inspector_app.datasets.splitting.splitting import split_dataset
from inspector_app.datasets.store import write_dataset
from inspector_app.datasets.uses import read_uses
from inspector_app.datasets.versions.freezing import Reason, freeze
from inspector_app.learning.evaluating.evaluation import EvaluationError
from inspector_app.settings.dataset_figures import DatasetFigures
from inspector_app.settings.home import Home
from tests.bootstrap.ensembles import SHIPPED_MODEL, put_twin
from tests.bootstrap.test_evaluating import lots_of_boards

pytestmark = pytest.mark.timeout(600)


@pytest.fixture(autouse=True)
def few_laps(monkeypatch):
    monkeypatch.setattr(comparing, "_LAPS", 3)


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    folder = tmp_path_factory.mktemp("plant")
    home = Home(folder / "home").create()
    put_twin(home)
    write_dataset(Dataset(("open", "short"), tuple(lots_of_boards(folder, 10))), home.datasets / "boards")
    split_dataset(home, "boards", SplitRule.of(DatasetFigures(), seed=1))
    return home


@pytest.fixture(scope="module")
def version(home):
    return freeze(home, "boards", Reason("first", "Ana"))


@pytest.mark.parametrize("part", [Part.VAULT, Part.TEST])
def test_a_part_is_opened_once_by_all_and_counted(home, version, part):
    before = len(read_uses(version.folder.parent))
    plan = ComparePlan((SHIPPED_MODEL, "twin"), data=LabelledData(Path("boards@1"), part))
    compared = compare(plan, home)
    added = read_uses(version.folder.parent)[before:]
    assert [(use.part, use.purpose, use.model) for use in added] == [
        (part, "evaluate", "board-defects, twin")
    ]
    assert f"the {part} part of boards@1" in compared.data.description
    assert [side.weight.name for side in compared.sides] == [SHIPPED_MODEL, "twin"]
    images = compared.data.images
    assert all(side.figures.boards == images for side in compared.sides)
    assert compared.sentence


def test_the_same_network_has_the_same_figures_wherever_it_stands(home):
    """The twin's INT8 network is the shipped one's floating-point network."""
    compared = compare(ComparePlan(("twin", SHIPPED_MODEL, SHIPPED_MODEL), boards=4, seed=5), home)
    twin, one, other = compared.sides
    assert twin.int8 == twin.reference == one.reference
    assert (one.int8, one.parts, one.classes) == (other.int8, other.parts, other.classes)
    assert compared.sentence == ""
    assert compared.classes == twin.package.card.classes
    assert one.slower_than(twin) == pytest.approx(one.weight.network_ms / twin.weight.network_ms)


def test_packages_without_a_class_in_common_are_refused_before_a_vault_is_opened(home, version):
    rule = {"threshold": 0.5, "review_from": 0.3}
    codes = ["dent", "scratch", "hole", "crack", "stain", "burr"]
    put_twin(
        home, "castings", classes=codes, thresholds=dict.fromkeys(codes, rule),
        smallest_found_px=dict.fromkeys(codes, 8.0), renamed=True,
    )  # fmt: skip
    before = len(read_uses(version.folder.parent))
    with pytest.raises(EvaluationError, match="board-defects, castings have no defect class in common"):
        compare(ComparePlan((SHIPPED_MODEL, "castings"), data=LabelledData(Path("boards@1"))), home)
    assert len(read_uses(version.folder.parent)) == before

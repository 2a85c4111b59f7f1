"""The network that holds the record: whole, apart from products, and as good as is written of it."""

import os
from pathlib import Path

import pytest

from inspector_app.bootstrap.models import open_model
from inspector_app.learning.deeppcb.detections import write_detections
from inspector_app.learning.deeppcb.pairs import pair_names
from inspector_app.learning.deeppcb.scoring import examine_pairs, figures_of_pairs
from inspector_app.model_packages.package import open_package
from inspector_app.model_packages.shelf import SHIPPED
from inspector_app.settings.home import Home
from tests.learning.independent_scorer import score

ROOT = Path(__file__).resolve().parents[2]
KEPT = ROOT / "tests" / "research" / "deeppcb"
DEEPPCB = Path(os.environ.get("INSPECTOR_DEEPPCB", ROOT / "../shared/data/deeppcb"))
PAIRS = 25


def test_it_is_whole_small_and_for_research():
    package = open_package(KEPT)
    assert package.card.family == "proposals"
    assert "research use only" in package.card.licence["weights"]
    assert not package.card.learnt_generated_boards  # its boxes are the set's, with their margin
    assert sum(path.stat().st_size for path in KEPT.rglob("*") if path.is_file()) < 8_000_000


def test_it_is_not_among_the_models_that_ship():
    assert not list(SHIPPED.glob("*deeppcb*"))


def test_its_golden_answers_are_right_here(tmp_path):
    _, network = open_model(str(KEPT), Home(tmp_path).create())
    assert network.input_size == (640, 640)


def test_it_finds_what_is_marked_on_real_pairs(tmp_path):
    """Pairs of the set's trainval part: the test part is scored by people, and seldom."""
    if not DEEPPCB.is_dir():
        pytest.skip(f"the DeepPCB set is not at {DEEPPCB}; INSPECTOR_DEEPPCB says where it is")
    folder = DEEPPCB / "trainval"
    names = pair_names(folder)[:: 1000 // PAIRS]
    _, network = open_model(str(KEPT), Home(tmp_path / "home").create())
    results = examine_pairs(folder, network, names=names)
    figures = figures_of_pairs(results, network.classes)
    assert figures["map"] > 0.95
    write_detections(tmp_path / "out", results)
    (tmp_path / "labels").mkdir()
    for name in names:
        (tmp_path / "labels" / f"{name}.txt").symlink_to((folder / "labels" / f"{name}.txt").resolve())
    assert (figures["map"], figures["f"]) == pytest.approx(
        score(tmp_path / "labels", tmp_path / "out"), abs=2e-3
    )

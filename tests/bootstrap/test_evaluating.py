"""Evaluations from end to end with the shipped model, on a few boards."""

import errno
from pathlib import Path

import cv2
import numpy as np
import pytest

from inspector_app.boards import held_out_product, render_view
from inspector_app.bootstrap import evaluating, kept_evaluations
from inspector_app.bootstrap.evaluated_images import LabelledData, check_board_classes
from inspector_app.bootstrap.evaluating import EvaluationPlan, evaluate
from inspector_app.bootstrap.kept_evaluations import newest_evaluation
from inspector_app.datasets.formats.known import write_folder
from inspector_app.datasets.labelled import Dataset, DatasetError, Label, LabelledImage
from inspector_app.datasets.parts import Part
from inspector_app.datasets.splitting.dividing import SplitRule
from inspector_app.datasets.splitting.splitting import split_dataset
from inspector_app.datasets.store import write_dataset
from inspector_app.datasets.uses import read_uses
from inspector_app.datasets.versions.freezing import Reason, freeze
from inspector_app.domain.geometry import Box
from inspector_app.learning.evaluating.evaluation import EvaluationError
from inspector_app.learning.evaluating.folder import read_evaluation
from inspector_app.model_packages.shelf import find_package, package_folders
from inspector_app.settings.dataset_figures import DatasetFigures
from inspector_app.settings.home import Home
from tests.learning.examined import card

MODEL = "board-defects"


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    return Home(tmp_path_factory.mktemp("home")).create()


@pytest.fixture(scope="module")
def kept(home, tmp_path_factory):
    out = tmp_path_factory.mktemp("kept") / "evaluation"
    plan = EvaluationPlan(MODEL, boards=8, seed=5, against=MODEL, out=out)
    return out, evaluate(plan, home)


def test_a_kept_evaluation_is_whole_and_the_same_as_the_answer(kept):
    out, measured = kept
    evaluation = read_evaluation(out)
    assert evaluation == measured.evaluation
    assert evaluation.parts.parts == measured.figures.boards == 8
    for picture in evaluation.pictures:
        assert (out / picture.image).is_file()
        assert (out / picture.golden).is_file()
    assert not [path for path in out.parent.iterdir() if path != out]


def test_figures_for_scripts_and_for_the_report_agree(kept):
    _, measured = kept
    figures, evaluation = measured.figures.as_json(), measured.evaluation
    assert figures["map50"] == evaluation.map50
    for one in evaluation.classes:
        row = figures["classes"][one.code]
        assert (row["n"], row["recall"], row["precision"]) == (
            one.recall.n,
            one.recall.share,
            one.precision.share,
        )
    assert figures["bad_boards_passed"] == evaluation.parts.bad_passed.share


def test_floating_point_and_another_package_were_measured_on_the_same_boards(kept):
    evaluation = kept[1].evaluation
    assert evaluation.parity.same_verdict.n == 8
    assert all(row.pairs.only_first == row.pairs.only_second == 0 for row in evaluation.against.rows)
    assert {row.stage for row in evaluation.latency.stages} >= {"align", "network"}


def test_a_cancelled_evaluation_leaves_nothing(home, tmp_path):
    def cancel(done, total):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        evaluate(EvaluationPlan(MODEL, boards=4, out=tmp_path / "evaluation"), home, cancel)
    assert not list(tmp_path.iterdir())


def test_a_full_disk_leaves_nothing_and_says_so(home, tmp_path, monkeypatch):
    def full(evaluation, folder):
        raise OSError(errno.ENOSPC, "No space left on device", str(folder / "evaluation.json"))

    monkeypatch.setattr(evaluating, "write_evaluation", full)
    with pytest.raises(DatasetError, match="No space left on device"):
        evaluate(EvaluationPlan(MODEL, boards=2, out=tmp_path / "evaluation"), home)
    assert not list(tmp_path.iterdir())


def test_figures_that_the_home_has_no_room_for_are_given_all_the_same(tmp_path, monkeypatch):
    def full(path, data):
        raise OSError(errno.ENOSPC, "No space left on device", str(path))

    monkeypatch.setattr(kept_evaluations, "write_whole", full)
    measured = evaluate(EvaluationPlan(MODEL, boards=2), Home(tmp_path).create())
    assert measured.figures.boards == 2
    assert measured.kept is None
    assert "Releases will not know of this evaluation" in measured.not_kept
    assert "No space left on device" in measured.not_kept


def test_a_folder_with_something_in_it_is_refused_before_the_work(home, tmp_path):
    (tmp_path / "mine.txt").write_text("mine")

    def told(done, total):
        raise AssertionError("it began to measure")

    with pytest.raises(DatasetError, match="already and not empty"):
        evaluate(EvaluationPlan(MODEL, boards=4, out=tmp_path), home, told)
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


@pytest.fixture(scope="module")
def labelled(tmp_path_factory):
    """Four views of one product as a plant would label them, in YOLO, two with defects; one more without a golden."""
    folder = tmp_path_factory.mktemp("plant")
    product, images = held_out_product(77), []
    for number in range(5):
        view = render_view(product, 0, seed=number, defects=["open", "short"] if number % 2 else ())
        path, golden = folder / f"p{number}.png", folder / "golden.png"
        cv2.imwrite(str(path), view.image)
        cv2.imwrite(str(golden), view.golden)
        labels = tuple(Label(one.code, one.box) for one in view.defects)
        height, width = view.image.shape[:2]
        tags = {"lot": f"L{number // 2}", "light": "ring"}
        images.append(
            LabelledImage(f"p{number}", path, width, height, labels, golden if number < 4 else None, tags)
        )
    out = folder / "yolo"
    write_folder(Dataset(("open", "short"), tuple(images)), out, "yolo")
    return out


def test_a_plant_s_own_images_in_yolo_are_measured(home, labelled):
    measured = evaluate(EvaluationPlan(MODEL, data=LabelledData(labelled, mm_per_px=0.02)), home)
    evaluation = measured.evaluation
    assert measured.kept is None  # nobody knows whether a folder's images were learnt from
    assert (evaluation.data.kind, evaluation.data.images, evaluation.data.unit) == (
        "labelled images",
        4,
        "mm",
    )
    assert [one.count for one in evaluation.data.not_measured] == [1]
    opens = next(one for one in evaluation.classes if one.code == "open")
    assert opens.recall.n >= 1
    assert {row.trait for row in evaluation.slices} >= {"lot", "light"}
    assert (evaluation.parts.bad_passed.n, evaluation.parts.good_failed.n) == (2, 2)


def test_loosely_drawn_labels_are_noticed_and_can_be_allowed_for(home, tmp_path):
    product = held_out_product(79)
    view = render_view(product, 0, seed=3, defects=["open", "short"])
    cv2.imwrite(str(tmp_path / "a.png"), view.image)
    cv2.imwrite(str(tmp_path / "g.png"), view.golden)
    height, width = view.image.shape[:2]
    labels = tuple(
        Label(one.code, Box(one.box.x1 - 8, one.box.y1 - 8, one.box.x2 + 8, one.box.y2 + 8))
        for one in view.defects
    )
    images = (LabelledImage("a", tmp_path / "a.png", width, height, labels, tmp_path / "g.png"),)
    write_folder(Dataset(("open", "short"), images), tmp_path / "coco", "coco")
    usual, looser = (
        evaluate(
            EvaluationPlan(MODEL, data=LabelledData(tmp_path / "coco", iou=iou), out=tmp_path / str(iou)),
            home,
        )
        for iou in (0.7, 0.1)
    )
    assert "measure with --iou below 0.7" in usual.evaluation.data.notes[-1]
    assert not looser.evaluation.data.notes
    assert looser.evaluation.map50 > usual.evaluation.map50


def lots_of_boards(folder, count):
    """A view of each of `count` lots, every second one with defects, with its golden."""
    product = held_out_product(78)
    for number in range(count):
        view = render_view(product, 0, seed=number, defects=["open", "short"] if number % 2 else ())
        path, golden = folder / f"b{number}.png", folder / "golden.png"
        cv2.imwrite(str(path), view.image)
        cv2.imwrite(str(golden), view.golden)
        height, width = view.image.shape[:2]
        labels = tuple(Label(one.code, one.box) for one in view.defects)
        yield LabelledImage(f"b{number}", path, width, height, labels, golden, {"lot": f"L{number}"})


@pytest.mark.timeout(300)
def test_the_vault_of_a_frozen_dataset_is_measured_and_each_use_is_on_record(tmp_path):
    home = Home(tmp_path / "home").create()
    write_dataset(Dataset(("open", "short"), tuple(lots_of_boards(tmp_path, 10))), home.datasets / "boards")
    split_dataset(home, "boards", SplitRule.of(DatasetFigures(), seed=1))
    version = freeze(home, "boards", Reason("first", "Ana"))
    uses = DatasetFigures().dataset_vault_uses
    for number in range(1, uses + 2):
        plan = EvaluationPlan(MODEL, data=LabelledData(Path("boards@1")))
        data = evaluate(plan, home).evaluation.data
        assert data.description.startswith(f"{data.images} labelled images of the vault part of boards@1")
        recorded = read_uses(version.folder.parent)
        assert [(one.part, one.purpose, one.model) for one in recorded] == [
            (Part.VAULT, "evaluate", MODEL)
        ] * number
        assert bool(data.notes) == (number > uses)
    assert "was used" in data.notes[0]
    kept = newest_evaluation(home, find_package(MODEL, package_folders(home.models)))
    assert kept is not None
    assert kept.data == data
    assert kept.parity is not None  # a release asks for both networks on this machine


def test_no_use_of_a_vault_is_spent_on_an_answer_that_has_no_place(tmp_path):
    home = Home(tmp_path / "home").create()
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "mine.txt").write_text("mine")
    plan = EvaluationPlan(MODEL, data=LabelledData(Path("boards")), out=tmp_path / "full")
    with pytest.raises(DatasetError, match="already and not empty"):  # and not: nothing is frozen yet
        evaluate(plan, home)


def test_without_a_scale_sizes_stay_in_px(home, labelled):
    evaluation = evaluate(EvaluationPlan(MODEL, data=LabelledData(labelled)), home).evaluation
    assert evaluation.data.unit == "px"
    assert any(row.value.endswith("px") or "px and more" in row.value for row in evaluation.slices)


def test_what_is_no_dataset_is_refused_in_words(home, tmp_path):
    with pytest.raises(DatasetError, match=r"nothing\.here"):
        evaluate(EvaluationPlan(MODEL, data=LabelledData(tmp_path / "nothing.here")), home)
    (tmp_path / "empty").mkdir()
    with pytest.raises(DatasetError, match="no format is recognised"):
        evaluate(EvaluationPlan(MODEL, data=LabelledData(tmp_path / "empty")), home)


def test_a_model_of_other_defects_is_not_measured_on_boards():
    other = card().model_copy(update={"name": "paint", "classes": ("open", "scratch")})
    with pytest.raises(EvaluationError, match="paint finds scratch, which no generated board has"):
        check_board_classes(other)


def test_the_noise_of_a_picture_is_no_golden(home, tmp_path):
    """A model that compares has nothing to say of images without goldens, and says so."""
    path = tmp_path / "a.png"
    cv2.imwrite(str(path), np.random.default_rng(1).integers(0, 255, (640, 640), np.uint8))
    write_folder(Dataset(("open",), (LabelledImage("a", path, 640, 640),)), tmp_path / "yolo", "yolo")
    with pytest.raises(EvaluationError, match="none of its 1 images has a golden"):
        evaluate(EvaluationPlan(MODEL, data=LabelledData(tmp_path / "yolo")), home)

"""Packages of several networks, from end to end with real ones, on a few boards."""

import json
from dataclasses import replace

import pytest

from inspector_app.boards import DEFECT_CODES, held_out_product, render_view
from inspector_app.bootstrap.ensembling import EnsembleWish, ensemble_of
from inspector_app.bootstrap.evaluating import EvaluationPlan, evaluate
from inspector_app.bootstrap.learning_lines import package_line
from inspector_app.bootstrap.model_shelf import list_packages, network_mb
from inspector_app.bootstrap.models import open_model
from inspector_app.bootstrap.training import Scale
from inspector_app.datasets.labelled import Dataset
from inspector_app.datasets.parts import Part
from inspector_app.datasets.splitting.dividing import SplitRule
from inspector_app.datasets.splitting.splitting import split_dataset
from inspector_app.datasets.store import write_dataset
from inspector_app.datasets.uses import read_uses
from inspector_app.datasets.versions.freezing import Reason, freeze
from inspector_app.domain.costs import CostMatrix
from inspector_app.imaging import decode, planes_of
from inspector_app.learning.packages.generated_source import GeneratedSource
from inspector_app.model_packages.card import COLOURS, PLANES, CardInput
from inspector_app.model_packages.moving import export_package, import_package
from inspector_app.model_packages.package import CARD, PackageError, open_package
from inspector_app.settings.dataset_figures import DatasetFigures
from inspector_app.settings.home import Home
from tests.bootstrap.ensembles import SHIPPED_MODEL, put_twin
from tests.bootstrap.test_evaluating import lots_of_boards

pytestmark = pytest.mark.timeout(600)

FEW = GeneratedSource(validation_boards=4, held_out_boards=4, calibration_boards=0)
WISH = EnsembleWish("both", (SHIPPED_MODEL, "twin"), weights=(2.0, 1.0), boards=FEW)


ALLOWED = {
    "approved_classes": {
        "open": {"severity": "critical", "approved_by": ["Ana"], "approved_at": "2026-11-01"}
    },
    "open_errors": ["too-few: open"],
    "accepted_by": "Bo",
    "reason": "a trial",
}


def make(home, wish):
    return ensemble_of(wish, home, DatasetFigures(), lambda step: None)


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    home = Home(tmp_path_factory.mktemp("home")).create()
    put_twin(home, dataset={"permission": ALLOWED})
    return home


@pytest.fixture(scope="module")
def both(home):
    costs = CostMatrix(false_call=1, escape=40)
    return make(home, replace(WISH, costs=costs))


def test_the_card_names_members_weights_and_figures_of_its_own(home, both):
    card = both.card
    assert (card.family, card.name, card.ensemble.iou) == ("ensemble", "both", 0.55)
    told = [(one.name, one.sha256, one.family, one.weight) for one in card.ensemble.members]
    packages = [open_model(name, home)[0] for name in (SHIPPED_MODEL, "twin")]
    assert told == [
        (one.card.name, one.sha256, "yolov8n", weight)
        for one, weight in zip(packages, (2.0, 1.0), strict=True)
    ]
    assert [card.figures[kind]["boards"] for kind in ("int8", "fp32")] == [4, 4]
    assert card.dataset["costs"]["escape"] == 40
    assert "calibration" not in card.dataset  # nothing is quantised
    assert "AGPL" in card.licence["weights"]
    assert network_mb(both) == pytest.approx(sum(network_mb(one) for one in packages))


def test_it_opens_like_any_package_and_says_what_both_say_together(home, both):
    view = render_view(held_out_product(5), 0, seed=3, defects=["open", "short"])
    planes = planes_of(view.image, view.golden)
    _, network = open_model("both", home)
    said = decode(network.run(planes), min_score=0.02, class_count=6)
    alone = [
        decode(open_model(name, home)[1].run(planes), min_score=0.02) for name in (SHIPPED_MODEL, "twin")
    ]
    assert said.classes[0] == alone[0].classes[0] == alone[1].classes[0]
    first, second = (one.scores[0] for one in alone)
    assert said.scores[0] == pytest.approx((2 * first + second) / 3, abs=1e-4)


def test_it_goes_on_when_its_members_are_gone_and_is_measured_like_any(tmp_path, both):
    elsewhere = Home(tmp_path / "other").create()
    file = export_package(both, tmp_path / "both.zip")
    assert import_package(file, elsewhere.models).sha256 == both.sha256
    (listed,) = (one for one in list_packages(elsewhere) if one.name == "both")
    assert (listed.standing, listed.facts["family"]) == ("under test", "ensemble")
    measured = evaluate(EvaluationPlan("both", boards=2, out=tmp_path / "evaluation"), elsewhere).evaluation
    assert measured.model.family == (
        "ensemble of board-defects (yolov8n, weight 2), twin (yolov8n, weight 1)"
    )
    assert measured.parity.same_verdict.n == 2


@pytest.mark.parametrize("name", ["members/1/model.bin", "members/2/model.xml", "members/2/reference.bin"])
def test_a_changed_byte_of_a_member_is_refused(both, tmp_path, name):
    folder = import_package(export_package(both, tmp_path / "both.zip"), tmp_path / "models").folder
    content = bytearray((folder / name).read_bytes())
    content[len(content) // 2] ^= 1
    (folder / name).write_bytes(content)
    with pytest.raises(PackageError, match=f"{name} was changed after"):
        open_package(folder)


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        (lambda card: card.update(family="yolov8n"), "don't go together"),
        (lambda card: card.pop("ensemble"), "don't go together"),
        (lambda card: card["ensemble"]["members"].pop(), "at least 2"),
        (lambda card: card["files"].pop("members/2/model.bin"), r"lists no members/2/model\.bin"),
        (lambda card: card["ensemble"]["members"][1].update(weight=0), "greater than 0"),
        (lambda card: card["ensemble"]["members"][1].update(classes=["open"]), "member twin finds open"),
    ],
)
def test_a_card_that_does_not_fit_its_members_is_refused(both, tmp_path, change, refusal):
    folder = import_package(export_package(both, tmp_path / "both.zip"), tmp_path / "models").folder
    card = json.loads((folder / CARD).read_text("utf-8"))
    change(card)
    (folder / CARD).write_text(json.dumps(card), encoding="utf-8")
    with pytest.raises(PackageError, match=refusal):
        open_package(folder)


def test_members_may_have_their_classes_in_another_order(home):
    put_twin(home, "turned", turned=True)
    mixed = make(home, replace(WISH, name="mixed", models=("turned", SHIPPED_MODEL), weights=()))
    assert mixed.card.classes == mixed.card.ensemble.members[1].classes[::-1]
    view = render_view(held_out_product(5), 0, seed=3, defects=["open", "short"])
    planes = planes_of(view.image, view.golden)
    answers = []
    for name in ("mixed", "turned", SHIPPED_MODEL):
        network = open_model(name, home)[1]
        found = decode(network.run(planes), min_score=0.3)
        answers.append([network.classes[index] for index in found.classes])
    assert answers[0] == answers[1] == answers[2]


def test_what_is_no_ensemble_is_refused_in_words_and_leaves_nothing(home, both):
    other = {code: {"threshold": 0.5, "review_from": 0.3} for code in ("dent", "scratch")}
    put_twin(home, "cast", classes=list(other), thresholds=other, smallest_found_px=dict.fromkeys(other, 8.0))
    put_twin(home, "alone", input=CardInput(width=640, height=640, channels=COLOURS))
    put_twin(home, "large", input=CardInput(width=960, height=960, channels=PLANES))
    before = sorted(path.name for path in home.models.iterdir())
    for models, refusal in (
        (("twin", "cast"), "twin finds .*, open, .* and cast finds dent, scratch"),
        (("twin", "alone"), "twin takes image, golden, difference and alone takes blue, green, red"),
        (("twin", "large"), "twin takes a side of 640 px and large takes a side of 960 px"),
        ((SHIPPED_MODEL,), "at least two members"),
        ((SHIPPED_MODEL, SHIPPED_MODEL), "named twice"),
        (("both", "twin"), "both is an ensemble itself; name its members instead: board-defects, twin"),
        ((SHIPPED_MODEL, "nowhere"), "no model package named nowhere"),
    ):
        with pytest.raises(PackageError, match=refusal):
            make(home, replace(WISH, name="new", models=models, weights=()))
    with pytest.raises(PackageError, match="2 members have as many weights, not 3"):
        make(home, replace(WISH, name="new", weights=(1, 1, 1)))
    with pytest.raises(PackageError, match="twin is one of the members"):
        make(home, replace(WISH, name="twin"))
    assert sorted(path.name for path in home.models.iterdir()) == before


def test_a_kill_in_the_middle_leaves_nothing_that_is_listed(home):
    def killed(step):
        if step.startswith("measuring"):
            raise KeyboardInterrupt

    before = sorted(path.name for path in home.models.iterdir())
    with pytest.raises(KeyboardInterrupt):
        ensemble_of(replace(WISH, name="new"), home, DatasetFigures(), killed)
    assert sorted(path.name for path in home.models.iterdir()) == before


def test_lists_and_screens_name_the_members(home, both):
    (listed,) = (one for one in list_packages(home) if one.name == "both")
    members = "board-defects (yolov8n, weight 2), twin (yolov8n, weight 1)"
    assert listed.facts["family_in_words"] == f"ensemble of {members}"
    assert package_line(listed, 0.85).facts["Members"] == members
    assert package_line(listed, 0.85).facts["Open errors accepted by"] == (
        "Bo: a trial (too-few: open) (member 2 twin)"
    )
    with pytest.raises(
        PackageError, match=r"name one of its members: board-defects \(yolov8n, weight 2\), twin"
    ):
        _ = both.weights


def frozen(home, folder, name, classes):
    write_dataset(Dataset(classes, tuple(lots_of_boards(folder, 10))), home.datasets / name)
    split_dataset(home, name, SplitRule.of(DatasetFigures(), seed=1))
    return freeze(home, name, Reason("first", "Ana"))


def test_a_plant_s_own_images_choose_and_measure_and_the_vault_stays_shut(home, tmp_path):
    version = frozen(home, tmp_path, "boards", DEFECT_CODES)
    card = make(home, replace(WISH, name="own", data="boards@1", scale=Scale(mm_per_px=0.02))).card
    assert (card.dataset["name"], card.dataset["validation_uses"]) == ("boards@1", 1)
    assert card.figures["int8"]["boards"] == card.dataset["images"]["test"] > 0
    uses = read_uses(version.folder.parent)
    assert {(use.purpose, use.model) for use in uses} == {("ensemble", "own")}
    assert Part.VAULT not in {use.part for use in uses}


def test_images_of_other_classes_are_refused_before_a_use_is_counted(home, tmp_path):
    version = frozen(home, tmp_path, "two", ("open", "short"))
    with pytest.raises(
        PackageError, match="the images are of open, short, the members find open, short, mous"
    ):
        make(home, replace(WISH, name="own", data="two@1"))
    assert read_uses(version.folder.parent) == ()

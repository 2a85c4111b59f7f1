"""Surfaces without a golden: what is unlike the good parts asks a person, and so does all the rest."""

import time
from dataclasses import replace
from datetime import UTC, datetime

import cv2
import numpy as np
import pytest

from inspector_app.boards import DEFECT_CODES
from inspector_app.domain.catalogue import UNFAMILIAR
from inspector_app.domain.frame import Frame
from inspector_app.domain.part import Provenance
from inspector_app.domain.recipe import Mode, Recipe
from inspector_app.domain.verdict import Outcome, Rule
from inspector_app.inspection.part_inspector import PartInspector, Tools
from inspector_app.inspection.recipes import RecipeError, check_recipe, load_recipe, save_recipe
from inspector_app.inspection.teach_recipe import save_taught
from inspector_app.inspection.teach_view import TeachWish, good_images, teach_view
from inspector_app.model_packages.card import COLOURS, PLANES, Card, CardInput, Thresholds
from inspector_app.surfaces import held_out_surface, render_surface
from tests.inspection.conftest import FakeNetwork, FakeOutputs, FakeRecorder

METAL = held_out_surface("metal", 6)


@pytest.fixture(scope="module")
def taught(tmp_path_factory):
    folder = tmp_path_factory.mktemp("good")
    for part in range(20):
        cv2.imwrite(str(folder / f"{part}.png"), render_surface(METAL, part).image)
    return teach_view(good_images(folder), TeachWish(None)).taught


@pytest.fixture
def surface_recipe(recipe) -> Recipe:
    view = recipe.views[0].model_copy(update={"surface": True})
    return recipe.model_copy(update={"views": (view,), "mode": Mode.SHADOW})


@pytest.fixture
def inspect(loaded, surface_recipe, taught, part, now):
    def inspect(image, known=taught, network=None):
        log = []
        golden = render_surface(METAL, 0).image
        at_work = replace(loaded, recipe=surface_recipe, goldens={"left": golden})
        inspector = PartInspector(
            replace(at_work, taught={} if known is None else {"left": known}),
            Tools(
                network or FakeNetwork(breaks=True),
                dict.fromkeys(DEFECT_CODES, 8.0),
                FakeRecorder(log),
                FakeOutputs(log),
            ),
            Provenance("demo", 1, "m", "0" * 64, "0.1.0"),
        )
        inspection = inspector.inspect(part, {"left": Frame("left", 1, image, now, time.monotonic())})
        inspector.close()
        return inspection, log

    return inspect


def test_a_flaw_is_a_review_with_its_place_and_a_heat_map(inspect):
    view = render_surface(METAL, 300, "hole")
    inspection, log = inspect(view.image)
    assert inspection.verdict.rule is Rule.UNFAMILIAR
    assert inspection.findings[0].defect_class == UNFAMILIAR
    assert log == ["image left", "lossless left", "heat left (56, 56)", "row"]


def test_a_good_piece_is_a_review_too_since_nothing_can_pass_it(inspect):
    inspection, log = inspect(render_surface(METAL, 301).image)
    assert (inspection.verdict.outcome, inspection.verdict.rule) == (Outcome.REVIEW, Rule.NO_DETECTOR)
    assert inspection.findings == ()
    assert log == ["image left", "lossless left", "row"]


def test_dark_pictures_other_sizes_and_an_untaught_surface_say_so(inspect):
    image = render_surface(METAL, 301).image
    assert inspect((image * 0.2).astype(np.uint8))[0].verdict.rule is Rule.TOO_DARK
    assert "400 x 448" in inspect(image[:, :400].copy())[0].verdict.reason
    assert "use recipe teach" in inspect(image, None)[0].verdict.reason


def test_a_network_that_sees_the_image_alone_passes_what_it_finds_nothing_on(inspect):
    seen = []

    class Alone(FakeNetwork):
        def run(self, network_input):
            seen.append(network_input.copy())
            return super().run(network_input)

    image = render_surface(METAL, 301).image
    good, _ = inspect(image, network=Alone(compares=False))
    assert good.verdict.outcome is Outcome.PASS
    assert np.array_equal(seen[0][: image.shape[0], : image.shape[1], 2], image)
    untaught, _ = inspect(image, None, Alone(compares=False))
    assert untaught.verdict.outcome is Outcome.PASS


def test_what_such_a_network_finds_fails_the_part_and_what_is_unfamiliar_asks(inspect):
    plain = render_surface(METAL, 301).image
    bad, _ = inspect(plain, network=FakeNetwork([(0, 0.9, 100.0, 120.0, 140.0, 150.0)], compares=False))
    assert bad.verdict.outcome is Outcome.FAIL
    assert bad.findings[0].box.as_tuple() == pytest.approx((100, 120, 140, 150))
    strange, _ = inspect(render_surface(METAL, 300, "hole").image, network=FakeNetwork(compares=False))
    assert (strange.verdict.outcome, strange.verdict.rule) == (Outcome.REVIEW, Rule.UNFAMILIAR)
    assert inspect((plain * 0.2).astype(np.uint8), network=FakeNetwork(compares=False))[0].verdict.rule is (
        Rule.TOO_DARK
    )


def test_auto_reject_needs_a_model_that_sees_the_image_alone(loaded, surface_recipe):
    recipe = surface_recipe.model_copy(update={"mode": Mode.AUTO_REJECT})
    at_work = replace(loaded, recipe=recipe, goldens={"left": render_surface(METAL, 0).image})
    with pytest.raises(RecipeError, match="would reject every part"):
        check_recipe(at_work, card(PLANES))
    check_recipe(at_work, card(COLOURS))


def card(channels):
    return Card(
        name="m",
        family="yolov8n",
        created=datetime.now(UTC),
        input=CardInput(width=640, height=640, channels=channels),
        classes=DEFECT_CODES,
        thresholds={code: Thresholds(threshold=0.5, review_from=0.3) for code in DEFECT_CODES},
        smallest_found_px=dict.fromkeys(DEFECT_CODES, 8.0),
        files={},
    )


def test_what_was_taught_is_written_and_read_and_never_taken_for_a_boards(surface_recipe, taught, tmp_path):
    golden = render_surface(METAL, 0).image
    save_recipe(tmp_path / "demo", surface_recipe, {"left": golden})
    changed = save_taught(tmp_path / "demo", surface_recipe, {"left": taught})
    image = render_surface(METAL, 300, "stain").image
    read = load_recipe(tmp_path / "demo", tmp_path).taught["left"]
    assert read.look(image).score == pytest.approx(taught.look(image).score, rel=1e-4)
    board = changed.views[0].model_copy(update={"surface": False})
    save_recipe(tmp_path / "demo", changed.model_copy(update={"views": (board,)}), {"left": golden})
    with pytest.raises(RecipeError, match="it was taught as surface"):
        load_recipe(tmp_path / "demo", tmp_path)

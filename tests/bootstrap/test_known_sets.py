import json

import cv2
import numpy as np
import pytest

from inspector_app.bootstrap.known_sets import KnownSetCheck, accept_changes, run_known_set
from inspector_app.inspection.known_set import (
    CHECKED,
    FILE,
    FOLDER,
    KnownSet,
    KnownSetError,
    read_known_set,
    write_known_set,
)
from inspector_app.inspection.known_set_run import KnownSetAsker, add_image
from inspector_app.inspection.recipes import load_recipe
from tests.bootstrap.line_process import CLASSES, Blind, make_home, open_blind


class Sees(Blind):
    """Finds an open wherever one looks, and counts how often it is asked."""

    asked = 0

    def run(self, network_input):
        self.asked += 1
        output = np.zeros((1, 4 + len(CLASSES), 8400), np.float32)
        output[0, :5, 0] = (320, 320, 60, 60, 0.9)
        return output


@pytest.fixture
def home(tmp_path):
    return make_home(tmp_path / "home", views=1)


@pytest.fixture
def folder(home):
    return home.recipes / "demo"


@pytest.fixture
def loaded(home, folder):
    return load_recipe(folder, home.path)


@pytest.fixture
def package(home):
    return open_blind("stand-in", home)[0]


@pytest.fixture
def with_set(folder, loaded, package, tmp_path):
    """A known set of one good image, which the blind network passes."""
    view = loaded.recipe.views[0].name
    picture = tmp_path / "good.png"
    cv2.imwrite(str(picture), loaded.goldens[view])
    asker = KnownSetAsker(loaded, Blind(), package.card.smallest_found_px)
    known, image, _ = add_image(KnownSet(), folder, picture, view=view, kind="good", asker=asker)
    assert image.accepted is not None
    write_known_set(folder, known)
    return known


def test_without_a_known_set_nothing_is_in_the_way(folder, loaded, package):
    assert KnownSetCheck(folder, loaded, package, Blind()).blocked == ""
    assert KnownSetCheck(None, loaded, package, Blind()).blocked == ""


def test_it_is_run_once_and_again_only_after_a_change(folder, loaded, package, with_set):
    network = Sees()
    assert KnownSetCheck(folder, loaded, package, network).blocked
    once = network.asked
    assert once > 0
    KnownSetCheck(folder, loaded, package, network)
    assert network.asked == once
    other = loaded.recipe.model_copy(update={"near_tolerance": 0.06})
    KnownSetCheck(folder, type(loaded)(other, loaded.goldens, loaded.golden_paths), package, network)
    assert network.asked == 2 * once
    path = folder / FOLDER / CHECKED
    content = json.loads(path.read_text())
    content["circumstances"]["runtime"] = "another OpenVINO"
    path.write_text(json.dumps(content))
    KnownSetCheck(folder, loaded, package, network)
    assert network.asked == 3 * once


def test_a_changed_answer_is_in_the_way_until_it_is_accepted_by_name(folder, loaded, package, with_set):
    check = KnownSetCheck(folder, loaded, package, Sees())
    assert check.blocked == "Known set: 1 answer not accepted; call the QA lead."
    assert check.details.startswith("001-good.png (good) was PASS (no finding), is FAIL")
    assert "inspector-app recipe known-set accept demo --by NAME" in check.details
    check.look_again()
    assert check.blocked
    (change,) = accept_changes(folder, loaded, package, "Q. Lead", "limit sample 7")
    assert change.image.file == "001-good.png"
    check.look_again()
    assert check.blocked == ""
    assert read_known_set(folder).history[0].by == "Q. Lead"


def test_what_nobody_has_seen_can_not_be_accepted(folder, loaded, package, with_set):
    with pytest.raises(KnownSetError, match="was not run as things are now"):
        accept_changes(folder, loaded, package, "Q", "blind")
    run_known_set(folder, with_set, loaded, package, Sees())
    other = type(package)(package.folder, package.card, "1" * 64)
    with pytest.raises(KnownSetError, match="was not run as things are now"):
        accept_changes(folder, loaded, other, "Q", "blind")


def test_a_set_that_was_changed_by_hand_is_in_the_way(folder, loaded, package, with_set):
    (folder / FOLDER / "001-good.png").write_bytes(b"x")
    assert "001-good.png: was changed" in KnownSetCheck(folder, loaded, package, Blind()).details
    (folder / FOLDER / FILE).write_text("{")
    assert "known-set.json" in KnownSetCheck(folder, loaded, package, Blind()).details


def test_half_an_answer_is_asked_again(folder, loaded, package, with_set):
    (folder / FOLDER / CHECKED).write_text('{"format": 1')
    assert KnownSetCheck(folder, loaded, package, Blind()).blocked == ""
    assert json.loads((folder / FOLDER / CHECKED).read_text())["answers"]

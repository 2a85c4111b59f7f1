import time
from dataclasses import replace
from datetime import UTC, datetime

import cv2
import numpy as np
import pytest

from inspector_app.bootstrap.recipe_book import HomeRecipes
from inspector_app.domain.frame import Frame
from inspector_app.domain.part import Part, new_id
from inspector_app.domain.recipe import Mode
from inspector_app.inspection.recipes import load_recipe, save_recipe
from inspector_app.model_packages.package import PackageError
from inspector_app.records.store import Store
from inspector_app.settings.station import Settings
from tests.bootstrap.line_process import make_home, open_blind


class NoOutputs:
    """Nobody listens."""

    def send(self, part, signal, defect_class=""):
        """Nobody listens."""

    def set_ready(self, ready):
        """Nobody listens."""


@pytest.fixture
def home(tmp_path):
    return make_home(tmp_path / "home")


@pytest.fixture
def store(home):
    with Store.open(home, Settings()) as store:
        yield store


@pytest.fixture
def book(home, store):
    """A book of recipes that notes which modes it has told the gate."""
    modes = []
    start = home.recipes / "demo"
    book = HomeRecipes(home, start, store, NoOutputs(), open_model=open_blind, drive=modes.append)
    book.modes = modes
    return book


def test_a_recipe_changes_the_gates_mode_with_its_first_part_and_not_before(home, book):
    loaded = load_recipe(home.recipes / "demo", home.path)
    quiet = loaded.recipe.model_copy(update={"mode": Mode.SHADOW})
    save_recipe(home.recipes / "demo", quiet, loaded.goldens)
    working = book.load(quiet.product)
    assert book.modes == []  # the line may still refuse it
    working.inspect(Part(new_id(), 1), {}, shift_id=None, since=time.monotonic())
    working.close()
    assert book.modes == [Mode.SHADOW]


def test_the_golden_that_is_kept_is_the_one_compared_with_whatever_becomes_of_its_file(home, book):
    loaded = load_recipe(home.recipes / "demo", home.path)
    working = book.put_to_work(loaded)
    (home.recipes / "demo" / "golden-1.png").write_bytes(b"replaced")
    (home.recipes / "demo" / "golden-2.png").unlink()
    frames = {
        view: Frame(view, 1, golden, datetime.now(UTC), time.monotonic())
        for view, golden in loaded.goldens.items()
    }
    inspection = working.inspect(Part(new_id(), 1), frames, shift_id=None, since=time.monotonic())
    working.close()
    assert len(inspection.frames) == 2
    for frame in inspection.frames:
        kept = cv2.imread(str(home.path / frame.golden_path))
        assert np.array_equal(kept, loaded.goldens[frame.view])


def test_a_network_is_opened_anew_after_failures_but_never_another_content(home, store):
    packages = []

    def open_noted(name, home):
        package, network = open_blind(name, home)
        packages.append(replace(package, sha256=contents[len(packages)]))
        return packages[-1], network

    contents = ["0" * 64, "0" * 64, "1" * 64]
    start = home.recipes / "demo"
    book = HomeRecipes(home, start, store, NoOutputs(), open_model=open_noted, drive=lambda mode: None)
    working = book.put_to_work(load_recipe(start, home.path))
    working.reload()
    assert len(packages) == 2
    with pytest.raises(PackageError, match="was changed since"):
        working.reload()
    working.close()

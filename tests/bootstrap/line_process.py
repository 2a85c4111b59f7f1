"""A line as a process, with a stand-in for the network: `python -m tests.bootstrap.line_process HOME [SPEED]`."""

import os
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from inspector_app.boards import demo_products, render_golden
from inspector_app.bootstrap.line import run_line
from inspector_app.bootstrap.sources import SimulatedSource
from inspector_app.domain.catalogue import BOARD_CATALOGUE
from inspector_app.inspection.board_recipe import board_recipe
from inspector_app.inspection.recipes import save_recipe
from inspector_app.model_packages.card import Card, CardInput, Thresholds
from inspector_app.model_packages.package import ModelPackage
from inspector_app.settings.home import Home
from inspector_app.settings.station import Settings

CLASSES = tuple(entry.code for entry in BOARD_CATALOGUE)
CARD = Card(
    name="stand-in",
    family="none",
    created=datetime(2026, 1, 1, tzinfo=UTC),
    classes=CLASSES,
    files={},
    input=CardInput(width=640, height=640, channels=("image", "golden", "difference")),
    smallest_found_px=dict.fromkeys(CLASSES, 5.0),
    thresholds={code: Thresholds(threshold=0.5, review_from=0.3) for code in CLASSES},
)


class Blind:
    """A network that never finds anything."""

    input_size, classes, compares = (640, 640), CLASSES, True

    def run(self, network_input):
        assert network_input.shape == (640, 640, 3)
        return np.zeros((1, 4 + len(CLASSES), 8400), np.float32)


def open_blind(name, home):
    return ModelPackage(home.models / name, CARD, "0" * 64), Blind()


def make_home(path, products=1, views=2):
    """A home with a recipe for each of the first demo products; the first is called demo."""
    home = Home(Path(path)).create()
    for number, shown in enumerate(demo_products()[:products]):
        product = replace(shown, views=views)
        recipe = board_recipe(product, CARD, name="demo" if number == 0 else product.name)
        recipe = recipe.model_copy(update={"deadline_ms": 2000.0})  # the machine that tests may be busy
        goldens = {view.name: render_golden(product, index) for index, view in enumerate(recipe.views)}
        save_recipe(home.recipes / recipe.name, recipe, goldens)
    return home


def main():
    restarted = "--restarted" in sys.argv
    words = [word for word in sys.argv if word != "--restarted"]
    home, speed = Home(Path(words[1])), float((*words, "3000")[2])
    try:
        run_line(
            home,
            Settings(),
            source=SimulatedSource(speed, defect_rate=0.0, mishap_rate=0.0),
            restarted=restarted,
            open_model=open_blind,
        )
    except Exception as error:
        print(error, file=sys.stderr, flush=True)
        os._exit(1)


if __name__ == "__main__":
    main()

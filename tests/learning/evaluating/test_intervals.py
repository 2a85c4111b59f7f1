import numpy as np
import pytest

from inspector_app.boards import Defect
from inspector_app.domain.finding import Finding
from inspector_app.domain.geometry import Box
from inspector_app.learning.evaluating.figures import mean_average_precision
from inspector_app.learning.evaluating.intervals import intervals
from inspector_app.learning.evaluating.matching import best_f, match

CLASSES = ("open", "short")
BOX = Box(0, 0, 10, 10)


def board(chance):
    defects = [Defect(str(chance.choice(CLASSES)), BOX, 0.2) for _ in range(3)]
    findings = [Finding("v", str(chance.choice(CLASSES)), chance.random(), BOX, 0.2) for _ in range(3)]
    return match(findings, defects)


@pytest.fixture
def matches():
    chance = np.random.default_rng(2)
    return [board(chance) for _ in range(20)]


def test_each_image_drawn_once_gives_the_plain_figures(matches, monkeypatch):
    """The resampled arithmetic is the plain one with weights: with all weights 1 both must agree."""

    class NoChance:
        def integers(self, low, high, size):
            return np.arange(size)

    monkeypatch.setattr(np.random, "default_rng", lambda seed: NoChance())
    once = intervals(matches, CLASSES)
    assert once["map"] == pytest.approx([mean_average_precision(matches, CLASSES)] * 2)
    assert once["f"] == pytest.approx([best_f([one for each in matches for one in each])[0]] * 2)


def test_intervals_hold_the_figure_and_are_the_same_each_time(matches):
    low, high = intervals(matches, CLASSES)["map"]
    assert low < mean_average_precision(matches, CLASSES) < high
    assert intervals(matches, CLASSES) == intervals(matches, CLASSES)

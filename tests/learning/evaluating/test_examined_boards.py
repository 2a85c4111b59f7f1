"""Known images are examined as the station would examine them: by the recipe's own limits."""

from dataclasses import replace

import numpy as np
import pytest

from inspector_app.boards import held_out_product, render_view
from inspector_app.domain.recipe import QualityLimits
from inspector_app.domain.verdict import Rule
from inspector_app.learning.evaluating.examined_boards import BoardExaminer
from inspector_app.learning.evaluating.known_images import KnownImage


class FindsNothing:
    """A network port that never finds anything."""

    input_size = (640, 640)
    classes = ("open",)
    compares = True

    def run(self, network_input):
        return np.zeros((1, 5, 10), np.float32)


@pytest.fixture(scope="module")
def known():
    board = render_view(held_out_product(0), 0, seed=1, defects=[])
    return KnownImage("a", board.image, board.golden, 0.02, (), good=True)


def test_a_recipe_s_limits_say_what_may_be_judged_and_change_with_it(known):
    examiner = BoardExaminer(FindsNothing())
    strict = replace(known, quality=QualityLimits(max_residual_px=0.001))
    rules = []
    for image in (known, strict, known):
        _, examined = examiner.examine_known(image)
        rules.append(None if examined.problem is None else examined.problem.rule)
    assert rules == [None, Rule.BAD_ALIGNMENT, None]

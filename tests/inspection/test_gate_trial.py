"""Two parts at once and glare, made from generated boards; good boards pass the gate."""

import numpy as np
import pytest

from inspector_app.boards import held_out_product, render_golden, render_view
from inspector_app.domain.recipe import QualityLimits
from inspector_app.domain.verdict import COULD_NOT_JUDGE, Outcome, Rule
from inspector_app.imaging import Reference
from inspector_app.inspection.gate_trial import gate, glare, try_gate, two_parts

LIMITS = QualityLimits()
PRODUCTS = [held_out_product(number) for number in (700, 701, 702)]


def said(product, image, limits=LIMITS):
    return gate(image, Reference.from_image(render_golden(product, 0)), limits)


@pytest.mark.parametrize("product", PRODUCTS)
def test_good_boards_are_let_through(product):
    assert said(product, render_view(product, 0, seed=3).image) is None


@pytest.mark.parametrize("product", PRODUCTS)
def test_two_parts_are_said_to_be_two(product):
    rules = {said(product, two_parts(product, seed)).rule for seed in range(3)}
    assert Rule.TWO_PARTS in rules
    assert rules <= {Rule.TWO_PARTS, Rule.GLARE, Rule.UNLIKE_GOLDEN, Rule.WRONG_PRODUCT}


def test_another_kind_of_part_over_it_is_not_two_of_a_kind():
    product, stranger = PRODUCTS[:2]
    image = render_view(product, 0, seed=3).image.copy()
    image[:, 300:] = render_view(stranger, 0, seed=3).image[:, 300:]
    assert said(product, image).rule is not Rule.TWO_PARTS


def test_a_flat_cover_is_not_a_second_part():
    image = render_view(PRODUCTS[0], 0, seed=3).image.copy()
    image[100:320, 100:320] = 35
    assert said(PRODUCTS[0], image).rule is Rule.UNLIKE_GOLDEN


def test_one_part_turned_is_one():
    image = render_view(PRODUCTS[0], 0, seed=3, turned=True).image
    assert said(PRODUCTS[0], image).rule is Rule.TURNED


def test_glare_is_a_review_that_says_nothing_of_the_part():
    found = [said(product, glare(product, seed)) for product in PRODUCTS for seed in range(4)]
    seen = [verdict for verdict in found if verdict is not None and verdict.rule is Rule.GLARE]
    assert len(seen) >= 6
    assert {verdict.outcome for verdict in seen} == {Outcome.REVIEW}
    assert "glare covers" in seen[0].reason
    assert Rule.GLARE in COULD_NOT_JUDGE


def test_a_recipe_may_allow_more_glare():
    product = PRODUCTS[0]
    images = [glare(product, seed) for seed in range(4)]
    lax = LIMITS.model_copy(update={"max_glare": 1.0})
    rules = [verdict.rule for image in images if (verdict := said(product, image, lax)) is not None]
    assert Rule.GLARE not in rules


def test_what_the_golden_has_bright_is_no_glare():
    product = PRODUCTS[0]
    golden = render_golden(product, 0).copy()
    image = render_view(product, 0, seed=3).image.copy()
    for picture in (golden, image):
        picture[200:300, 200:300] = 255
    found = gate(np.ascontiguousarray(image), Reference.from_image(golden), LIMITS)
    assert found is None or found.rule is not Rule.GLARE


def test_the_trial_counts_every_board_once():
    found = try_gate(6, 1, LIMITS)
    assert found.false_alarms.n == 6
    assert found.false_alarms.count <= 1
    assert {sum(rules.values()) for rules in found.faults.values()} == {1}
    assert found.caught("dark").share == 1

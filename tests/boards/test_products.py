import pytest

from inspector_app.boards import (
    Product,
    demo_products,
    held_out_product,
    training_product,
    validation_product,
)
from inspector_app.boards.seeds import rng_for, seed_for
from inspector_app.boards.style import draw_style


def test_families_never_share_a_seed():
    numbers = [*range(2000), 10**6, 2**40 - 1]
    seeds = [
        family(n).seed for family in (training_product, validation_product, held_out_product) for n in numbers
    ]
    seeds += [product.seed for product in demo_products()]
    assert len(set(seeds)) == 3 * len(numbers) + 3


def test_a_family_ends_before_the_next_begins():
    with pytest.raises(ValueError, match="below"):
        training_product(2**40)
    with pytest.raises(ValueError, match="0 or more"):
        training_product(-1)


def test_demo_products_have_names_of_their_own():
    assert len({product.name for product in demo_products()}) == 3


def test_a_product_has_one_to_eight_views():
    with pytest.raises(ValueError, match="views"):
        Product("none", 1, views=0)
    with pytest.raises(ValueError, match="views"):
        Product("nine", 1, views=9)


def test_design_rules_stay_in_their_range_and_differ():
    styles = [draw_style(training_product(n).seed) for n in range(150)]
    assert all(10 <= style.trace <= 26 for style in styles)
    assert all(style.spacing >= 8 for style in styles)
    assert len({style.palette.name for style in styles}) == 11
    assert {style.pour for style in styles} == {"none", "solid", "partial", "hatch"}
    assert {style.grain for style in styles} == {"none", "horizontal", "vertical", "diagonal"}


def test_copper_stands_out_in_every_palette():
    grey = (0.114, 0.587, 0.299)
    for number in range(200):
        palette = draw_style(held_out_product(number).seed).palette
        for below, above in ((palette.substrate, palette.copper), (palette.opening, palette.finish)):
            assert abs(sum(w * (a - b) for w, a, b in zip(grey, above, below, strict=True))) > 25


def test_keys_make_streams():
    assert rng_for("a", 1).integers(1 << 30) == rng_for("a", 1).integers(1 << 30)
    assert (
        len({seed_for("a", 1), seed_for("b", 1), seed_for("a", 2), seed_for("a", -1), seed_for("a", 1, 1)})
        == 5
    )

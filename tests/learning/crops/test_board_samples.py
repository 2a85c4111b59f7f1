import numpy as np

from inspector_app.boards import held_out_product
from inspector_app.inspection.board_recipe import BOARD_TOLERANCES_MM
from inspector_app.learning.crops.board_samples import draw_boards, is_good


def draw(count, seed):
    return list(draw_boards(count, seed, held_out_product, BOARD_TOLERANCES_MM))


def test_half_of_the_boards_are_good_by_their_tolerances():
    samples = draw(12, 3)
    assert [sample.good for sample in samples] == [True, False] * 6
    assert all(is_good(sample.board, BOARD_TOLERANCES_MM) == sample.good for sample in samples)


def test_the_same_seed_gives_the_same_boards_and_another_gives_others():
    one, same, other = draw(2, 3), draw(2, 3), draw(2, 4)
    assert np.array_equal(one[1].board.image, same[1].board.image)
    assert one[0].product != other[0].product

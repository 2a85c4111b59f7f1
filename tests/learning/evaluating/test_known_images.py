from inspector_app.boards import CameraCondition, held_out_product, render_view
from inspector_app.learning.crops.board_samples import BoardSample
from inspector_app.learning.evaluating.known_images import board_images, known_board


def traits(**condition):
    product = held_out_product(5)
    view = render_view(product, 1, seed=1, condition=CameraCondition(**condition))
    return known_board(BoardSample(product, view, True, 1), "board 1").traits


def test_a_board_s_conditions_are_said_in_steps():
    usual = traits()
    assert (usual["light"], usual["blur"], usual["dust"]) == (
        "as the golden, 0.93 to 1.07 x",
        "sharp, sigma below 0.4 px",
        "0 specks",
    )
    assert (usual["product"], usual["view"], usual["position"]) == ("held-out-5", "view 2", "below 3 px")
    poor = traits(brightness=1.2, blur=0.9, dust=5, shift=(-9, 1), gradient=(0.0, -0.2))
    assert (poor["light"], poor["blur"], poor["dust"]) == (
        "bright, above 1.07 x",
        "soft, 0.7 px and more",
        "3 specks or more",
    )
    assert (poor["position"], poor["unevenness of light"]) == ("7 px and more off", "10 % and more across")


def test_fresh_boards_are_parts_of_their_own_and_come_again_the_same():
    first, again = (list(board_images(3, 4, held_out_product)) for _ in range(2))
    assert [one.name for one in first] == [one.name for one in again]
    assert len({one.part for one in first}) == 3
    assert all((one.image == other.image).all() for one, other in zip(first, again, strict=True))
    assert [one.good for one in first] == [True, False, True]

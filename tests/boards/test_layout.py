import numpy as np
import pytest

from inspector_app.boards import Product, training_product
from inspector_app.boards.buses import offset_path
from inspector_app.boards.layout import lay_out
from inspector_app.boards.routing import Grid, route, rules_for
from inspector_app.boards.sheet import Pad, Sheet

RULES = rules_for("none", 0.5)


def test_a_layout_is_the_same_every_time():
    first, again = lay_out(training_product(2), 1), lay_out(training_product(2), 1)
    for mask in ("copper", "holes", "openings", "ink"):
        assert (getattr(first, mask) == getattr(again, mask)).all()


@pytest.mark.parametrize("number", range(4))
def test_a_board_has_copper_and_bare_board(number):
    layout = lay_out(training_product(number), 0)
    assert 0.08 < (layout.copper > 0).mean() < 0.95
    assert not (layout.copper[layout.holes > 0] > 0).any()


def test_a_view_that_is_not_there_is_refused():
    with pytest.raises(ValueError, match="views 0 to 1"):
        lay_out(Product("two", 1), 2)


def test_lanes_keep_their_spacing_through_bends():
    path = [np.array(point, float) for point in ((0, 0), (100, 0), (200, 100), (300, 100))]
    lanes = [np.array(offset_path(path, distance)) for distance in (0, 20)]
    for a, b in zip(lanes[0], lanes[0][1:], strict=False):
        way = (b - a) / np.linalg.norm(b - a)
        across = np.abs((lanes[1] - a) @ np.array([-way[1], way[0]]))
        assert np.isclose(across, 20).sum() >= 2


def grid_of(size, pitch):
    return Grid((0.0, 0.0), pitch, int(size / pitch) + 1)


def test_the_router_goes_straight_where_it_can():
    free = np.full((200, 200), 50, np.float32)
    assert route(grid_of(200, 20), free, 10, ((1, 1), (8, 1)), RULES) == [(1, 1), (8, 1)]


def test_the_router_goes_round_other_copper():
    sheet = Sheet(200)
    sheet.stroke([(100, 0), (100, 140)], 10, sheet.new_net())
    path = route(grid_of(200, 20), sheet.clearance(), 12, ((2, 2), (8, 2)), RULES)
    assert path is not None
    assert max(row for _, row in path) >= 8


def test_the_router_gives_up_where_there_is_no_way():
    sheet = Sheet(200)
    sheet.stroke([(100, -20), (100, 220)], 10, sheet.new_net())
    assert route(grid_of(200, 20), sheet.clearance(), 12, ((2, 2), (8, 2)), RULES) is None


def test_own_copper_is_no_obstacle():
    sheet = Sheet(100)
    net = sheet.new_net()
    sheet.pad(Pad(50, 50, 20, 20, "rect"), net)
    assert sheet.clearance(net)[50, 50] > 50
    assert sheet.clearance()[50, 50] == 0


def test_a_drilled_pad_is_a_ring():
    sheet = Sheet(100)
    sheet.pad(Pad(50, 50, 40, 40, "round", hole=20), sheet.new_net())
    assert sheet.copper[100, 70] == 255
    assert sheet.holes[100, 100] == 255
    assert sheet.holes[100, 70] == 0
    assert (sheet.openings > 0).sum() > (sheet.copper > 0).sum()

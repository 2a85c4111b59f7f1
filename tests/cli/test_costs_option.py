import pytest
import typer

from inspector_app.cli.costs_option import chosen_costs, read_costs
from inspector_app.domain.costs import CostMatrix
from inspector_app.inspection.recipes import RECIPE_FILE, write_recipe
from inspector_app.settings.home import Home
from tests.learning.examined import recipe


def test_a_matrix_as_it_is_typed():
    matrix = read_costs("false_call=1, escape=40,open=100,bad_share=0.05")
    assert (matrix.false_call, matrix.bad_share) == (1, 0.05)
    assert (matrix.escape_cost("open"), matrix.escape_cost("spur")) == (100, 40)
    assert read_costs(None) is None


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "'' is not NAME=NUMBER"),
        ("false_call=1", "escape must be given"),
        ("escape=5", "false_call must be given"),
        ("false_call=1,escape=many", "'escape=many' is not NAME=NUMBER"),
        ("false_call=-1,escape=5", "false_call"),
        ("false_call=1,escape=nan", "escape"),
        ("false_call=1,escape=5,bad_share=2", "bad_share"),
        ("false_call=1,escape=5,open=-3", "escape_of.open"),
    ],
)
def test_what_is_no_matrix_is_refused_by_its_piece(text, words):
    with pytest.raises(typer.BadParameter, match=words):
        read_costs(text)


def test_the_recipe_s_costs_count_where_none_are_typed(tmp_path):
    home = Home(tmp_path / "home").create()
    costs = CostMatrix(false_call=1, escape=7)
    path = home.recipes / "r" / RECIPE_FILE
    path.parent.mkdir(parents=True)
    write_recipe(path, recipe().model_copy(update={"costs": costs}))
    assert chosen_costs(None, "r", home) == costs
    assert chosen_costs("false_call=2,escape=3", "r", home).escape == 3
    assert chosen_costs(None, None, home) is None

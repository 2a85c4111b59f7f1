import pytest
import typer

from inspector_app.cli import errors, main
from inspector_app.cli.options import plain_name


@pytest.mark.parametrize("name", ["../x", "..", ".x", "a/b", "a\\b", "c:d", "", "/x", "a\0b"])
def test_a_name_that_would_lead_out_of_the_home_is_refused(name):
    with pytest.raises(typer.BadParameter, match="no path"):
        plain_name(name)


@pytest.mark.parametrize("name", ["board-defects", "Prüfung 2", "板"])
def test_a_name_in_any_script_is_a_name(name):
    assert plain_name(name) == name


@pytest.mark.parametrize("name", ["", "../x"])
@pytest.mark.parametrize("words", [["run", "--parts", "1"], ["inspect", "board.png"]])
def test_a_recipe_that_is_no_name_is_not_taken_for_another(tmp_path, capsys, words, name):
    assert main.run([*words, "--recipe", name, "--home", str(tmp_path)]) == errors.USED_WRONGLY
    assert "a name, please, and no path" in capsys.readouterr().err

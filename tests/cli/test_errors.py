import json

import pytest

from inspector_app.cli import errors, output
from inspector_app.settings.home import HomeError


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (HomeError("The home is read-only."), "The home is read-only."),
        (FileNotFoundError(2, "No such file or directory", "a.png"), "a.png: No such file or directory."),
        (
            OSError(28, "No space left on device"),
            "No space left on device. Free some space, then do it again.",
        ),
    ],
)
def test_an_error_of_the_world_is_one_sentence(capsys, error, sentence):
    assert errors.report(error, as_json=False) == errors.NO
    assert capsys.readouterr().err == sentence + "\n"


def test_a_bug_shows_where(capsys):
    with pytest.raises(KeyError) as caught:
        {}["x"]
    assert errors.report(caught.value, as_json=False) == errors.NO
    said = capsys.readouterr().err
    assert "Traceback" in said
    assert said.splitlines()[-1] == "Inspector has a bug: KeyError: 'x'"


def test_with_json_the_answer_carries_the_sentence(capsys, monkeypatch):
    monkeypatch.setattr(output, "_set_aside", None)
    errors.report(HomeError("Full."), as_json=True)
    assert json.loads(capsys.readouterr().out) == {"error": "Full."}

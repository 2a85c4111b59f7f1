"""`evaluate` with the shipped model on a few boards: what scripts read stays where it is."""

import json
import subprocess
import sys

import pytest

from inspector_app.cli import errors, main, output


@pytest.fixture
def answered(tmp_path, capfd, monkeypatch):
    monkeypatch.setattr(output, "_set_aside", None)

    def run(*words):
        code = main.run(["evaluate", "--home", str(tmp_path / "home"), *words])
        return code, capfd.readouterr()

    return run


def test_the_text_for_people(answered):
    code, told = answered("--boards", "4", "--seed", "7")
    assert code == errors.DONE
    assert "bad boards passed" in told.out
    assert any(line.startswith(("Ready", "Not ready")) for line in told.out.splitlines())


def test_the_json_answer(tmp_path):
    command = [
        sys.executable,
        "-m",
        "inspector_app.cli.main",
        "evaluate",
        "--boards",
        "4",
        "--seed",
        "7",
        "--json",
    ]
    done = subprocess.run(
        [*command, "--home", str(tmp_path / "home")], capture_output=True, text=True, check=True
    )
    result = json.loads(done.stdout)
    assert {"good_boards_failed", "bad_boards_passed", "review_rate", "map50"} <= set(result)
    assert set(result["classes"]["open"]) >= {
        "n",
        "recall",
        "precision",
        "recall_interval",
        "precision_interval",
        "f1",
    }
    assert (result["boards"], result["parts"], result["seed"]) == (4, 4, 7)
    assert result["ready"] is False
    assert "can't be said" in result["why"]
    assert set(result["latency_ms"]) == {"p50", "p99"}


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("--recipe", "demo"), "go with --data"),
        (("--protocol", "deeppcb"), "goes with --data"),
        (("--data", "x", "--protocol", "other"), "deeppcb"),
        (("--data", "x", "--mm-per-px", "0"), "--mm-per-px"),
        (("--costs", "cheap"), "NAME=NUMBER"),
        (("--boards", "1"), "--boards"),
        (("--part", "all"), "--part"),
    ],
)
def test_what_makes_no_sense_is_refused_in_words(answered, words, says):
    code, told = answered(*words)
    assert code == errors.USED_WRONGLY
    assert says in told.err


def test_a_dataset_that_is_not_there_is_an_answer_in_words(answered):
    code, told = answered("--data", "nothing")
    assert code == errors.NO
    assert "nothing: nothing is frozen yet" in told.err

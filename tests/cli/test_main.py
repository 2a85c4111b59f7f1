import json
import sys
from types import SimpleNamespace

import pytest
import typer

from inspector_app.cli import commands, errors, main
from tests.cli.running import inspector, run_python


@pytest.fixture
def command(monkeypatch):
    """Puts a function in the place of the command `run`."""

    def place(function):
        entry = next(entry for entry in commands.COMMANDS if entry.words == ("run",))
        module = SimpleNamespace(command=function)
        monkeypatch.setitem(sys.modules, f"inspector_app.cli.{entry.module}", module)

    return place


def test_help_names_every_command_and_loads_none_of_their_parts():
    code = (
        "import sys; from inspector_app.cli import main; code = main.run(['--help'])\n"
        "heavy = {'cv2', 'numpy', 'openvino', 'PySide6', 'sqlalchemy', 'torch', 'structlog'}\n"
        "print(heavy & set(sys.modules), file=sys.stderr); sys.exit(code)"
    )
    done = run_python("-c", code)
    assert done.returncode == 0
    assert done.stderr.strip() == "set()"
    assert {entry.words[0] for entry in commands.COMMANDS} <= set(done.stdout.split())


def test_version():
    done = inspector("--version")
    assert (done.returncode, done.stdout.count(".")) == (0, 2)


@pytest.mark.parametrize("arguments", ["nonsense", "report", "report nonsense", "run --nonsense"])
def test_used_wrongly_is_2(command, arguments):
    command(lambda: None)
    assert main.run(arguments.split()) == errors.USED_WRONGLY


@pytest.mark.parametrize("arguments", ["nonsense --json", "report --json", "run --nonsense --json"])
def test_used_wrongly_is_said_in_json_as_well(arguments):
    done = inspector(*arguments.split())
    assert done.returncode == errors.USED_WRONGLY
    assert json.loads(done.stdout)["error"].startswith("No such ")
    assert "Usage: inspector-app" in done.stderr


@pytest.mark.parametrize(
    ("given", "meant"),
    [
        ([], ["station"]),
        (["--home", "x"], ["station", "--home", "x"]),
        (["run", "--json"], ["run", "--json"]),
        (["--help"], ["--help"]),
    ],
)
def test_no_command_means_the_station(given, meant):
    assert main.with_default(given) == meant


def test_done_is_0_and_no_is_1(command):
    def answers(no: bool = False) -> None:
        raise typer.Exit(1 if no else 0)

    command(answers)
    assert main.run(["run"]) == errors.DONE
    assert main.run(["run", "--no"]) == errors.NO


def test_every_command_has_a_module_name_that_its_words_explain():
    for entry in commands.COMMANDS:
        assert entry.module == "_".join(entry.words).replace("-", "_")


@pytest.mark.parametrize("entry", commands.COMMANDS, ids=lambda entry: " ".join(entry.words))
def test_every_command_explains_itself(entry, capsys):
    assert main.run([*entry.words, "--help"]) == errors.DONE
    said = capsys.readouterr().out
    assert said.startswith(f"Usage: inspector-app {' '.join(entry.words)}")
    assert "--home" in said


def test_help_of_a_group_needs_no_module():
    done = inspector("report", "--help")
    assert done.returncode == 0
    assert "shift" in done.stdout


def test_json_keeps_standard_output_clean_even_from_native_code():
    code = (
        "import os, sys; from inspector_app.cli import output\n"
        "output.set_stdout_aside()\n"
        "print('noise'); sys.stdout.flush(); os.write(1, b'native noise')\n"
        "output.answer({'parts': 3}, as_json=True, text='')\n"
    )
    done = run_python("-c", code)
    assert json.loads(done.stdout) == {"parts": 3}
    assert "native noise" in done.stderr

"""Lives of models in tests: commands as anyone types them, each a process of its own, with a home and `--json`."""

import json
import subprocess
import sys

ACCEPTED = ("--open-errors-accepted-by", "Ada", "--reason", "few images are enough to test")
ANY_DROP = ("--max-drop", "100", "--max-recall-drop", "100")
"""Of a network that has learnt nothing any drop is chance, and takes minutes to mend."""


def command(home, *words):
    """The whole command line."""
    return [sys.executable, "-m", "inspector_app.cli.main", *words, "--home", str(home), "--json"]


def run(home, *words, expected=0):
    """What it answers; expected: its exit code, None for any."""
    home.parent.mkdir(exist_ok=True)
    done = subprocess.run(command(home, *words), capture_output=True, text=True, check=False, cwd=home.parent)
    assert expected in {None, done.returncode}, done.stderr[-3000:]
    return json.loads(done.stdout)

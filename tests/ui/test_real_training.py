"""From the window to a package that it lists: the commands themselves, and a real, very small training."""

import subprocess
import sys
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from inspector_app.bootstrap.child_jobs import own_command
from inspector_app.bootstrap.learning_desk import HomeLearningDesk
from inspector_app.cli.training_env import training_python
from inspector_app.settings.home import Home
from tests.learning.strange_set import CLASSES, write_strange_set
from tests.ui.conftest import Bench
from tests.ui.learning_bench import choose, dialog, opened, text

K = Qt.Key
ROOT = Path(__file__).resolve().parents[2]
IMAGES = 16
SLOW = 200_000  # ms: on a busy machine


@pytest.fixture
def made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    """A home with a frozen version of a few labelled images."""
    if training_python(ROOT) is None:
        pytest.skip("there is no .venv-train: python3 installer/run.py --setup-only --with-train makes it")
    # one thread: two of torch's spin while they wait for each other on a busy machine
    monkeypatch.setenv("OMP_NUM_THREADS", "1")
    home = Home(tmp_path / "home").create()
    for words in (
        ("import", str(write_strange_set(tmp_path, IMAGES)), "--name", "leather"),
        ("split", "leather"),
        ("freeze", "leather", "--note", "first", "--by", "Ada", "--approve-classes-by", "Q. Lead"),
    ):
        command = [
            sys.executable,
            "-m",
            "inspector_app.cli.main",
            "dataset",
            *words,
            "--home",
            str(home.path),
        ]
        subprocess.run(command, check=True, capture_output=True, cwd=ROOT)
    return home


@pytest.mark.timeout(600)
def test_a_training_that_is_started_in_the_window_becomes_a_package_that_it_lists(
    bench: Bench, made: Home
) -> None:
    desk = HomeLearningDesk(made, in_seconds)
    opened(bench, desk)
    choose(bench, "version leather@1")
    form = dialog(bench, K.Key_Return)  # the next step from there
    form.name.setText("leather-1")
    form.minutes.setValue(1)
    form.accepts.setText("Ada")
    form.why.setText("few images are enough to test")
    form.submit()
    bench.qtbot.waitUntil(lambda: bench.window.control.dialog is None, timeout=SLOW)
    until(bench, "leather-1: ✓ finished")
    assert desk.trainings()[0].epochs

    dialog(bench, K.Key_Return).submit()
    bench.qtbot.waitUntil(lambda: bench.window.control.dialog is None, timeout=SLOW)
    bench.qtbot.waitUntil(lambda: "leather-1" in listed(bench), timeout=SLOW)
    choose(bench, "package leather-1")
    shown = text(bench)
    for words in ("leather-1", "under test", "leather@1", "few images are enough to test", *CLASSES[:1]):
        assert words in shown, shown


def in_seconds(words: Sequence[str]) -> list[str]:
    """The window's own words, but for the time: it takes no less than a minute."""
    asked = ["0.1" if before == "--minutes" else word for before, word in pairwise(("", *words))]
    return own_command(*asked, python=str(training_python(ROOT)))


def until(bench: Bench, words: str) -> None:
    bench.qtbot.waitUntil(lambda: words in text(bench), timeout=SLOW)


def listed(bench: Bench) -> set[str]:
    return {package.name for package in bench.window.learning.overview.packages}

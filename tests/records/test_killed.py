"""The line killed with -9 at any moment: every ACCEPT has its row and its images, and the next start is whole."""

from __future__ import annotations

import random
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import numpy as np

from inspector_app.imaging import read_image
from inspector_app.records.checking import check_database
from inspector_app.records.reader import Reader
from inspector_app.records.store import Store

from .builders import HEIGHT, WIDTH, image, inspect
from .conftest import SETTINGS

ROOT = Path(__file__).parents[2]
ROUNDS = 6


def _inspect_and_kill(home, seconds):
    command = [sys.executable, "-m", "tests.records.inspecting_child", str(home.path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as process:
        first = process.stdout.readline()
        time.sleep(seconds)
        process.kill()
        # The last line may be cut, then its signal was never complete.
        lines = (first + process.stdout.read()).splitlines(keepends=True)
    return [line.split()[1] for line in lines if line.startswith("ACCEPT") and line.endswith("\n")]


def _check_whole(home, accepted):
    check_database(home.database, full=True)
    with Reader(home) as reader:
        for inspection_id in accepted:
            views = reader.inspection(inspection_id).views
            assert len(views) == 2
        everything = reader.recent(100_000)
    for inspection in everything:
        for view in inspection.views:
            assert read_image(home.path / view.image_path).shape == (HEIGHT, WIDTH, 3)
            assert read_image(home.path / view.golden_path).shape == (HEIGHT, WIDTH, 3)
    return len(everything)


def test_every_accept_has_its_row_and_its_images_after_kill_9(home):
    chance = random.Random(7)
    accepted = []
    for _ in range(ROUNDS):
        accepted += _inspect_and_kill(home, chance.uniform(0.02, 0.25))
        recorded = _check_whole(home, accepted)
    assert accepted
    with Store.open(home, SETTINGS) as store:
        assert list(home.images.rglob("*.part")) == []
        last = store.last_part_number()
        inspect(store, last + 1, golden=image(0))
        on_disk = {home.relative(path) for path in home.images.rglob("*.jpg")}
    assert _check_whole(home, accepted) == recorded + 1
    with closing(sqlite3.connect(home.database)) as connection:
        known = {path for (path,) in connection.execute("SELECT image_path FROM kept_images")}
        numbers = [number for (number,) in connection.execute("SELECT number FROM parts ORDER BY seq")]
    assert {path for path in on_disk if not path.startswith("images/unrecorded/")} == known
    assert np.all(np.diff(numbers) >= 1)

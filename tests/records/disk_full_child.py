"""Run as a child in a mount namespace of its own: a home on a real file system of 6 MB, and then no room."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

from inspector_app.domain.verdict import Outcome
from inspector_app.inspection.ports import RecordError
from inspector_app.records.checking import check_database
from inspector_app.records.store import Store
from inspector_app.settings.home import Home
from inspector_app.settings.station import Settings
from tests.records.builders import finding, inspect

SETTINGS = Settings(disk_reserve_mb=0)


def fill(folder: Path, leave: int = 0) -> Path:
    """Takes all room but `leave` bytes."""
    ballast = folder / "ballast"
    with ballast.open("wb", buffering=0) as file:
        try:
            while True:
                file.write(b"\0" * 4096)
        except OSError:
            file.truncate(max(0, file.tell() - leave))
    return ballast


def count(home: Home, table: str) -> int:
    with closing(sqlite3.connect(f"file:{home.database}?mode=ro", uri=True)) as connection:
        return connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]


def files(home: Home) -> list[str]:
    return sorted(path.name for path in home.images.rglob("*") if path.is_file())


def image_does_not_fit(home: Home) -> None:
    with Store.open(home, SETTINGS) as store:
        before = files(home)
        ballast = fill(home.path)
        try:
            inspect(store, 1, Outcome.FAIL, side=1)
        except RecordError as error:
            print("refused:", error)
        assert files(home) == before
        ballast.unlink()
        inspect(store, 2, Outcome.FAIL)
        assert count(home, "inspections") == 1


def row_does_not_fit(home: Home) -> None:
    with Store.open(home, SETTINGS) as store:
        inspect(store, 1)
        before = files(home)
        ballast = home.path / "ballast"
        keep_image, store.keep_image = store.keep_image, None

        def keep_and_fill(*arguments):
            stored = keep_image(*arguments)
            fill(home.path)
            return stored

        store.keep_image = keep_and_fill
        try:
            inspect(store, 2, Outcome.FAIL, views=("top",), findings=(finding(),) * 5_000)
        except RecordError as error:
            print("refused:", error)
        store.keep_image = keep_image
        assert files(home) == before, files(home)
        assert [count(home, table) for table in ("parts", "inspections", "frames", "findings")] == [
            1,
            1,
            2,
            0,
        ]
        ballast.unlink()
        inspect(store, 3)
        assert count(home, "inspections") == 2
    check_database(home.database, full=True)


def good_images_make_room(home: Home) -> None:
    with Store.open(home, SETTINGS) as store:
        good = [inspect(store, number, side=1, seed=number) for number in range(10)]
        fill(home.path, leave=8192)
        late = inspect(store, 99, Outcome.FAIL, side=1)
        names = files(home)
        assert all(Path(frame.image_path).name in names for frame in late.frames)
        assert Path(good[0].frames[0].image_path).name not in names
        print("made room:", store.image_folder().note)


def no_home(home: Home) -> None:
    fill(home.path)
    try:
        Store.open(home, SETTINGS)
    except Exception as error:
        print(f"refused: {type(error).__name__}: {error}")
    assert not home.database.exists()


if __name__ == "__main__":
    folder = Path(sys.argv[2])
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=6m", "none", str(folder)], check=True)
    os.chdir(Path(__file__).parents[2])
    globals()[sys.argv[1]](Home(folder))
    print("done")

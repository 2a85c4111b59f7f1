from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from datetime import UTC, datetime

import cv2
import numpy as np
import pytest

from inspector_app.domain.disposition import Answer, Condition, Disposition
from inspector_app.domain.part import new_id
from inspector_app.domain.verdict import Outcome
from inspector_app.imaging import read_image
from inspector_app.inspection.ports import RecordError
from inspector_app.records.image_files import ImageFiles
from inspector_app.records.reader import Reader
from inspector_app.records.store import Store

from .builders import frame, image, inspect
from .conftest import SETTINGS


def _answer(store, inspection_id):
    given = Disposition(new_id(), inspection_id, Answer.CONFIRM, Condition.BAD, "Ada", datetime.now(UTC))
    store.add_disposition(given)


def _images(home):
    return sorted(home.relative(path) for path in home.images.rglob("*.jpg"))


def _kept(home):
    with closing(sqlite3.connect(f"file:{home.database}?mode=ro", uri=True)) as connection:
        return sorted(path for (path,) in connection.execute("SELECT image_path FROM kept_images"))


@pytest.fixture
def tiny_cap(monkeypatch):
    """A megabyte is 1,000 bytes here, so that a few small images reach the cap."""
    monkeypatch.setattr("inspector_app.records.store.MEGABYTE", 1_000)


def test_the_image_on_disk_is_the_frame_and_the_row_says_where(store, home):
    done = inspect(store, views=("top",))
    (stored,) = done.frames
    assert stored.image_path == f"images/{datetime.now(UTC):%Y-%m-%d/%H}/{done.id}-top.jpg"
    assert np.abs(read_image(home.path / stored.image_path).astype(int) - image()).mean() < 12
    assert store.image_folder().used_bytes == (home.path / stored.image_path).stat().st_size


@pytest.mark.parametrize("view", ["../../evil", "a/b\\c", "視点 1", 'a"b:c|d', "x" * 60])
def test_a_view_of_any_name_stays_in_the_image_folder(store, home, view):
    done = inspect(store, views=(view,))
    path = (home.path / done.frames[0].image_path).resolve()
    assert path.is_file()
    assert path.parent.parent.parent == home.images.resolve()


def test_a_frame_that_is_no_image_is_a_record_error_and_leaves_nothing(store, home):
    broken = frame()
    object.__setattr__(broken, "image", np.zeros((0, 0, 3), np.uint8))
    with pytest.raises(RecordError, match="image of view top could not be kept"):
        store.keep_image(new_id(), broken, 0.02, None)
    assert _images(home) == []


def test_a_golden_that_comes_with_frames_is_kept_once_a_content(store, home):
    goldens = [image(1), image(2), image(1)]
    paths = [
        inspect(store, number, golden=golden).frames[0].golden_path for number, golden in enumerate(goldens)
    ]
    assert paths[0] == paths[2] != paths[1]
    assert len(list(home.kept_goldens.iterdir())) == 2
    assert np.array_equal(cv2.imread(str(home.path / paths[1])), goldens[1])


def test_the_golden_of_a_recipe_at_work_is_kept_once_and_outlives_all_images_of_it(home):
    with Store.open(home, SETTINGS.model_copy(update={"disk_reserve_mb": 10**9})) as store:
        golden, again, other = (store.keep_golden(image(seed)) for seed in (1, 1, 2))
        assert golden == again != other
        assert inspect(store, 1, golden_path=golden).frames[0].golden_path == golden
        while store.purge_step():
            pass
        assert _images(home) == []
        assert np.array_equal(read_image(home.path / golden), image(1))
        inspect(store, 2, Outcome.FAIL, golden_path=golden)
    with Store.open(home, SETTINGS):
        assert (home.path / golden).exists()
        assert not (home.path / other).exists()


def test_the_golden_of_a_recipe_at_work_is_back_with_the_next_part_when_somebody_clears_the_folder(
    store, home
):
    golden = store.keep_golden(image(1))
    shutil.rmtree(home.images)
    done = inspect(store, 1, golden_path=golden)
    assert np.array_equal(read_image(home.path / golden), image(1))
    assert all((home.path / frame.image_path).exists() for frame in done.frames)


def test_images_of_an_inspection_without_a_row_go(store, home):
    store.keep_image("a" * 32, frame("top"), 0.02, None)
    store.keep_image("b" * 32, frame("top"), 0.02, None)
    store.discard("a" * 32)
    assert [path.name for path in home.images.rglob("*.jpg")] == [f"{'b' * 32}-top.jpg"]


def test_over_the_cap_the_oldest_good_images_go_and_the_screen_says_so(home, tiny_cap):
    settings = SETTINGS.model_copy(update={"image_cap_mb": 40})
    with Store.open(home, settings) as store:
        kept_bad = inspect(store, 0, Outcome.FAIL)
        answered_good = inspect(store, 1)
        _answer(store, answered_good.id)
        good = [inspect(store, number, seed=number) for number in range(2, 40)]
        assert store.image_folder().used_bytes > 40_000
        while store.purge_step():
            pass
        folder = store.image_folder()
        left = set(_images(home))
        assert folder.used_bytes <= 40_000
        assert folder.used_bytes == sum((home.path / path).stat().st_size for path in left)
        assert folder.note == f"{folder.purged} oldest images of good parts were removed to stay under 0 MB."
        assert {frame.image_path for one in (kept_bad, answered_good) for frame in one.frames} <= left
        still_there = [all(frame.image_path in left for frame in one.frames) for one in good]
        assert not still_there[0]
        assert still_there == sorted(still_there)
        assert sorted(left) == _kept(home)
        with Reader(home) as reader:
            gone, there = reader.inspection(good[0].id), reader.inspection(good[-1].id)
        assert [view.image_path for view in gone.views] == [None, None]
        assert [view.image_path for view in there.views] == [frame.image_path for frame in good[-1].frames]


def test_over_the_cap_nothing_that_waits_or_has_an_answer_goes(home, tiny_cap):
    with Store.open(home, SETTINGS.model_copy(update={"image_cap_mb": 10})) as store:
        for number in range(6):
            done = inspect(store, number, (Outcome.FAIL, Outcome.REVIEW)[number % 2])
            if number < 3:
                _answer(store, done.id)
        before = _images(home)
        assert store.purge_step() == 0
        assert _images(home) == before
        assert "all images left wait for an answer or have one" in store.image_folder().note


def test_a_nearly_full_disk_takes_unanswered_images_too_but_never_answered_ones(home):
    with Store.open(home, SETTINGS.model_copy(update={"disk_reserve_mb": 10**9})) as store:
        answered = inspect(store, 0, Outcome.FAIL)
        _answer(store, answered.id)
        inspect(store, 1, Outcome.FAIL)
        inspect(store, 2)
        while store.purge_step():
            pass
        assert _images(home) == sorted(frame.image_path for frame in answered.frames)
        assert "all images left" in store.image_folder().note


def test_a_golden_goes_with_the_last_image_that_used_it(home):
    with Store.open(home, SETTINGS.model_copy(update={"disk_reserve_mb": 10**9})) as store:
        inspect(store, 1, golden=image(1))
        inspect(store, 2, golden=image(2))
        waiting = inspect(store, 3, Outcome.FAIL, golden=image(2))
        _answer(store, waiting.id)
        kept = store.keep_image(new_id(), frame(golden=image(3)), 0.02, None)
        while store.purge_step():
            pass
        left = {home.relative(path) for path in home.kept_goldens.iterdir()}
        assert left == {waiting.frames[0].golden_path, kept.golden_path}


def test_an_image_without_a_row_is_set_apart_counted_and_goes_first(home, tiny_cap):
    with Store.open(home, SETTINGS) as store:
        inspect(store, 1)
        store.keep_image("f" * 32, frame(), 0.02, None)
        (home.images / "leftover.jpg.part").write_bytes(b"half")
    for _ in range(2):
        with Store.open(home, SETTINGS.model_copy(update={"image_cap_mb": 10})) as store:
            assert (home.images / "unrecorded" / f"{'f' * 32}-top.jpg").exists()
            assert not (home.images / "leftover.jpg.part").exists()
            assert len(_kept(home)) == 2
            found = store.images_set_apart
    assert found == 0
    with Store.open(home, SETTINGS.model_copy(update={"image_cap_mb": 0})) as store:
        assert store.purge_step() == 1
        assert list((home.images / "unrecorded").iterdir()) == []
        assert len(_kept(home)) == 2


def test_a_row_whose_image_is_gone_says_so_after_the_next_start(home):
    with Store.open(home, SETTINGS) as store:
        done = inspect(store, 1)
    (home.path / done.frames[0].image_path).unlink()
    with Store.open(home, SETTINGS), Reader(home) as reader:
        top, bottom = reader.inspection(done.id).views
        assert (top.image_path, bottom.image_path) == (None, done.frames[1].image_path)


def test_removing_a_file_twice_counts_it_once(home):
    files = ImageFiles(home)
    kept = files.keep("a" * 32, "top", image())
    assert files.remove(kept.path)
    assert not files.remove(kept.path)
    assert files.used_bytes == 0

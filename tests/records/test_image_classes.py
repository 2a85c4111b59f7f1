"""How long images stay and in what form: good ones small, failed ones without loss, by age, room and answer."""

from datetime import UTC, datetime

import cv2
import numpy as np
import pytest

from inspector_app.domain.disposition import Answer, Condition, Disposition
from inspector_app.domain.part import new_id
from inspector_app.domain.verdict import Outcome
from inspector_app.imaging import encode_png_at_once, read_image
from inspector_app.inspection.ports import RecordError
from inspector_app.records import image_files, image_formats
from inspector_app.records.image_files import ImageFiles
from inspector_app.records.images_in_work import MOST_WAITING
from inspector_app.records.store import Store

from .builders import frame, image, inspect
from .conftest import SETTINGS

RNG = np.random.default_rng(4)


@pytest.mark.parametrize("shape", [(32, 32), (40, 61), (33, 35, 3)])
def test_a_png_that_is_written_at_once_is_the_image_itself(shape):
    pixels = RNG.integers(0, 256, shape, np.uint8)
    read = cv2.imdecode(np.frombuffer(encode_png_at_once(pixels), np.uint8), cv2.IMREAD_UNCHANGED)
    assert read.shape == shape
    assert (read == pixels).all()


def failed(store, side=64):
    """A part that did not pass, as the hot path keeps it: its id, and its image."""
    inspection_id, shown = new_id(), frame("top", 1, None, 3, side)
    store.expect_images(1)
    stored = store.keep_image(inspection_id, shown, 0.02, None)
    return store.keep_lossless(inspection_id, stored, shown.image), shown.image


def test_a_failed_parts_image_is_kept_to_the_bit_and_made_smaller_later(store, home):
    stored, pixels = failed(store)
    file = home.path / stored.image_path
    assert file.suffix == ".png"
    assert (read_image(file) == pixels).all()
    assert [path.suffix for path in file.parent.iterdir()] == [".png"], "the one with loss is gone"
    large, counted = file.stat().st_size, store.image_folder()
    assert (counted.used_bytes, counted.unpacked) == (large, 1)
    store.purge_step()
    store._packing.close()
    assert file.stat().st_size < large
    assert (read_image(file) == pixels).all()
    folder = store.image_folder()
    assert (folder.used_bytes, folder.unpacked, folder.most_unpacked) == (file.stat().st_size, 0, 1)


def test_what_waits_to_be_made_smaller_is_bounded_and_the_rest_stays_whole(home, monkeypatch):
    monkeypatch.setattr(image_formats, "MOST_UNPACKED", 2)
    files = ImageFiles(home)
    kept = [files.keep_lossless(files.keep(new_id(), "top", image()).path, image()) for _ in range(3)]
    assert len(files.unpacked) == 2
    assert files.unpacked.left_large == 1
    assert all((read_image(home.path / one.path) == image()).all() for one in kept)


def test_a_site_may_keep_all_images_alike_and_good_ones_as_webp(home):
    chosen = {"failed_images": "as good ones", "good_images": "webp", "jpeg_quality": 60}
    with Store.open(home, SETTINGS.model_copy(update=chosen)) as store:
        stored, _ = failed(store)
        assert stored.image_path.endswith(".webp")
        assert read_image(home.path / stored.image_path).shape == (64, 64, 3)


def test_without_room_for_it_the_image_with_loss_stays(store, home, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(ImageFiles, "keep_lossless", full)
    stored, _ = failed(store)
    assert (home.path / stored.image_path).suffix == ".jpg"
    assert (home.path / stored.image_path).is_file()


def test_images_on_their_way_are_counted_and_bounded(store):
    store.expect_images(MOST_WAITING - 1)
    with pytest.raises(RecordError, match="the disk does not keep up"):
        store.expect_images(2)
    store.keep_image(new_id(), frame(), 0.02, None)
    assert store.image_folder().waiting == MOST_WAITING - 2
    assert store.image_folder().most_waiting == MOST_WAITING - 1


@pytest.fixture
def on_day(monkeypatch):
    """From now on images are kept on this day, whatever the one before."""

    def set_day(day):
        class That(datetime):
            @classmethod
            def now(cls, tz=None):
                return datetime.fromisoformat(f"{day}T12:00").replace(tzinfo=tz)

        monkeypatch.setattr(image_files, "datetime", That)

    return set_day


def there(home, inspection):
    return all((home.path / frame.image_path).is_file() for frame in inspection.frames)


def test_images_go_by_days_with_parts_good_ones_sooner_and_answered_ones_never(home, on_day):
    chosen = SETTINGS.model_copy(update={"keep_good_days": 2, "keep_failed_days": 3})
    with Store.open(home, chosen) as store:
        on_day("2026-03-01")
        good, waits, answered = (
            inspect(store, 1),
            *(inspect(store, number, Outcome.FAIL) for number in (2, 3)),
        )
        answer = Disposition(new_id(), answered.id, Answer.CONFIRM, Condition.BAD, "Ada", datetime.now(UTC))
        store.add_disposition(answer)
        on_day("2026-03-02")
        inspect(store, 4)
        assert store.purge_step() == 0
        on_day("2026-03-03")
        inspect(store, 5)
        assert store.purge_step() == 2, "both views of the good part"
        assert [there(home, part) for part in (good, waits, answered)] == [False, True, True]
        assert "older than they are kept" in store.image_folder().note
        on_day("2026-03-04")
        inspect(store, 6)
        for _ in range(3):
            store.purge_step()
        assert [there(home, part) for part in (good, waits, answered)] == [False, False, True]


@pytest.mark.parametrize("day", ["2099-01-01", "1970-01-01"])
def test_a_clock_that_jumps_ages_nothing(home, on_day, day):
    chosen = SETTINGS.model_copy(update={"keep_good_days": 2})
    with Store.open(home, chosen) as store:
        on_day("2026-03-01")
        before = inspect(store, 1)
        on_day(day)
        wrong = inspect(store, 2)
        assert store.purge_step() == 0
    with Store.open(home, chosen) as store:
        assert store.purge_step() == 0
        assert there(home, before)
        assert there(home, wrong)

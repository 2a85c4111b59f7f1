"""Heat maps lie beside their images and share their fate."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from inspector_app.domain.part import heat_map_path, new_id
from inspector_app.inspection.ports import RecordError
from inspector_app.records.store import Store

from .builders import frame, inspect
from .conftest import SETTINGS

HEAT = np.arange(40 * 48, dtype=np.uint16).astype(np.uint8).reshape(40, 48)


def test_a_heat_map_is_kept_as_it_is_and_counts(store, home):
    stored = store.keep_image(new_id(), frame(), 0.02, None)
    before = store.image_folder().used_bytes
    store.keep_heat_map(stored, HEAT)
    path = home.path / heat_map_path(stored.image_path)
    assert np.array_equal(cv2.imread(str(path), cv2.IMREAD_UNCHANGED), HEAT)
    assert store.image_folder().used_bytes == before + path.stat().st_size


def test_it_goes_with_its_image(store, home):
    stored = store.keep_image("a" * 32, frame(), 0.02, None)
    store.keep_heat_map(stored, HEAT)
    store.discard("a" * 32)
    assert not list(home.images.rglob("a*"))
    assert store.image_folder().used_bytes == 0


def test_a_restart_leaves_it_beside_an_image_that_has_a_row(home):
    with Store.open(home, SETTINGS) as store:
        done = inspect(store, views=("top",))
        store.keep_heat_map(done.frames[0], HEAT)
    with Store.open(home, SETTINGS) as store:
        assert (home.path / heat_map_path(done.frames[0].image_path)).exists()
        assert store.images_set_apart == 0


def test_one_that_cant_be_kept_is_a_record_error(store):
    stored = store.keep_image(new_id(), frame(), 0.02, None)
    with pytest.raises(RecordError, match="heat map of view top could not be kept"):
        store.keep_heat_map(stored, np.zeros((0, 0), np.uint8))

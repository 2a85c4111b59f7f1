"""A large home is read by a child: what comes of it is the same."""

import pytest

from inspector_app.bootstrap import dataset_listing
from inspector_app.bootstrap.dataset_listing import listed_datasets
from inspector_app.datasets.labelled import DatasetError
from inspector_app.datasets.overview import list_datasets
from inspector_app.settings.dataset_figures import DatasetFigures
from inspector_app.settings.home import Home


@pytest.fixture
def home(tmp_path):
    made = Home(tmp_path).create()
    folder = made.datasets / "housings"
    folder.mkdir()
    (folder / "labels.jsonl").write_text("{}\n{}\n", encoding="utf-8")
    index = '{"format": "inspector-dataset", "version": 1, "classes": ["a"], "images": 2}'
    (folder / "dataset.json").write_text(index, encoding="utf-8")
    return made


def test_a_child_lists_what_this_process_would(home, monkeypatch):
    monkeypatch.setattr(dataset_listing, "_LARGE", 0)
    listed = listed_datasets(home, DatasetFigures())
    assert listed == list_datasets(home, DatasetFigures())
    assert listed[0].images == 2


def test_a_child_that_fails_says_its_last_word(home, monkeypatch):
    monkeypatch.setattr(dataset_listing, "_LARGE", 0)
    monkeypatch.setattr(dataset_listing, "own_command", lambda *_words: ["false"])
    with pytest.raises(DatasetError, match="without a word"):
        listed_datasets(home, DatasetFigures())

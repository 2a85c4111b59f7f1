import json
import os

import pytest

from inspector_app.records import release_history
from inspector_app.records.release_history import ReleaseHistory
from inspector_app.release.history import HistoryError
from tests.release.samples import entry


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "releases"


@pytest.fixture
def history(folder):
    return ReleaseHistory(folder)


def test_entries_come_back_as_they_were_added(history, folder):
    assert history.entries() == ()
    first, second = history.add(entry(package="a")), history.add(entry(package="b"))
    assert history.entries() == (first, second)
    assert sorted(path.name for path in folder.iterdir()) == ["000001.json", "000002.json"]


def test_an_entry_that_was_edited_by_hand_is_named(history, folder):
    history.add(entry(package="a"))
    path = folder / "000001.json"
    content = json.loads(path.read_text())
    path.write_text(json.dumps({**content, "by": "Mallory"}))
    with pytest.raises(HistoryError, match="entry 1 of the releases was changed by hand"):
        history.entries()
    with pytest.raises(HistoryError):
        history.add(entry(package="b"))
    path.write_text("{")
    with pytest.raises(HistoryError, match=r"000001\.json: no entry"):
        history.entries()


def test_two_who_release_at_the_same_moment_never_share_a_place(history, folder, monkeypatch):
    seen = history.entries()
    history.add(entry(package="a"))
    monkeypatch.setattr(ReleaseHistory, "entries", lambda self: seen)
    with pytest.raises(HistoryError, match="somebody else has released at the same moment"):
        history.add(entry(package="b"))
    monkeypatch.undo()
    assert [one.package for one in history.entries()] == ["a"]
    assert [path.name for path in folder.iterdir()] == ["000001.json"]


def test_a_stick_without_links_is_written_too(history, folder, monkeypatch):
    def no_links(source, target):
        raise PermissionError

    monkeypatch.setattr(os, "link", no_links)
    history.add(entry(package="a"))
    assert [one.package for one in history.entries()] == ["a"]
    with pytest.raises(FileExistsError):
        release_history._put_in_place(folder / "none", folder / "000001.json")


def test_an_unfinished_entry_is_none(history, folder):
    history.add(entry(package="a"))
    (folder / "x.part").write_text("{")
    assert len(history.entries()) == 1

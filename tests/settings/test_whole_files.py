import errno

import pytest

from inspector_app.settings.whole_files import write_whole


def test_a_file_is_there_whole_and_its_folder_is_made(tmp_path):
    write_whole(tmp_path / "a" / "b" / "one.json", b"1")
    write_whole(tmp_path / "a" / "b" / "one.json", memoryview(b"two"))
    assert [path.name for path in (tmp_path / "a" / "b").iterdir()] == ["one.json"]
    assert (tmp_path / "a" / "b" / "one.json").read_bytes() == b"two"


def test_what_can_not_be_written_leaves_the_older_file_and_nothing_beside_it(tmp_path, monkeypatch):
    write_whole(tmp_path / "one.json", b"old")

    def full(descriptor):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("inspector_app.settings.whole_files.os.fsync", full)
    with pytest.raises(OSError, match="No space left"):
        write_whole(tmp_path / "one.json", b"new")
    assert [path.name for path in tmp_path.iterdir()] == ["one.json"]
    assert (tmp_path / "one.json").read_bytes() == b"old"


def test_it_is_written_aside_under_the_name_that_is_asked_for(tmp_path):
    (tmp_path / "r.pdf.part").write_bytes(b"somebody's own")
    write_whole(tmp_path / "r.pdf", b"report", tmp_path / ".r.pdf.part")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["r.pdf", "r.pdf.part"]

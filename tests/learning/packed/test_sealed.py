import contextlib
import shutil
import zipfile

import pytest

from inspector_app.learning.packed import sealed
from inspector_app.learning.packed.sealed import LIST, check_room, opened, read_list, write_sealed
from inspector_app.learning.training.plan import TrainingError

KIND, BY = "training job", "train --pack"


@pytest.fixture
def files(tmp_path):
    folder = tmp_path / "src"
    folder.mkdir()
    made = {"crops/a.png": folder / "a.png", "crops/labels/a.txt": folder / "a.txt"}
    for name, path in made.items():
        path.write_bytes(name.encode() * 100)
    return made


@pytest.fixture
def archive(tmp_path, files):
    target = tmp_path / "job.zip"
    write_sealed(target, KIND, {"name": "tür"}, files)
    return target


def read(archive, beside):
    with opened(archive, read_list(archive, KIND, BY), beside) as folder:
        return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def rebuilt(archive, change):
    """The same archive with members (name: bytes) as `change` makes them."""
    with zipfile.ZipFile(archive) as old:
        members = change({name: old.read(name) for name in old.namelist()})
    with zipfile.ZipFile(archive, "w") as new:
        for name, data in members.items():
            new.writestr(name, data)


def test_what_is_written_is_read(archive, files, tmp_path):
    assert read(archive, tmp_path / "out") == set(files)
    assert read_list(archive, KIND, BY).told == {"name": "tür"}
    assert not list((tmp_path / "out").iterdir())


def test_the_same_content_is_the_same_file(archive, files, tmp_path):
    before = archive.read_bytes()
    again = write_sealed(archive, KIND, {"name": "tür"}, files)
    assert archive.read_bytes() == before
    assert again.identity == read_list(archive, KIND, BY).identity
    assert write_sealed(tmp_path / "b", KIND, {"name": "b"}, files).identity != again.identity


@pytest.mark.parametrize("share", [0, 0.2, 0.5, 0.9, 0.999])
def test_a_file_that_was_cut_off_is_refused(archive, tmp_path, share):
    data = archive.read_bytes()
    archive.write_bytes(data[: int(len(data) * share)])
    with pytest.raises(TrainingError, match=r"job\.zip: is no whole file of `train --pack`"):
        read(archive, tmp_path / "out")


def test_every_flipped_byte_is_found_or_without_meaning(archive, files, tmp_path):
    whole = archive.read_bytes()
    with opened(archive, read_list(archive, KIND, BY), tmp_path) as folder:
        before = {name: (folder / name).read_bytes() for name in files}
    for place in range(0, len(whole), 41):
        archive.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        with (
            contextlib.suppress(TrainingError),
            opened(archive, read_list(archive, KIND, BY), tmp_path) as folder,
        ):
            assert {name: (folder / name).read_bytes() for name in files} == before


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda old: {**old, "crops/a.png": b"x"}, "'crops/a.png' was changed on the way"),
        (lambda old: {**old, "more.pt": b"x"}, "holds 'more.pt', which is not on its list"),
        (lambda old: {name: data for name, data in old.items() if name != "crops/a.png"}, "lacks 'crops/a.png'"),
        (lambda old: {**old, "../out.txt": b"x"}, "can't be used"),
        (lambda old: {**old, "/etc/out.txt": b"x"}, "can't be used"),
        (lambda old: {**old, LIST: b"{}"}, "is no whole file"),
        (lambda old: {name: data for name, data in old.items() if name != LIST}, "is no whole file"),
        (lambda old: {**old, LIST: old[LIST].replace(b'"format":1', b'"format":2')}, "of a newer Inspector"),
        (lambda old: {**old, LIST: old[LIST].replace(b"training job", b"another job!")}, "is no file of"),
    ],
)  # fmt: skip
def test_a_file_that_was_tampered_with_is_refused_and_leaves_nothing(archive, tmp_path, change, said):
    rebuilt(archive, change)
    with pytest.raises(TrainingError, match=said):
        read(archive, tmp_path / "out")
    assert not (tmp_path / "out").exists() or not list((tmp_path / "out").iterdir())
    assert not (tmp_path / "out.txt").exists()


def test_a_file_that_is_not_there_or_another_is_named(tmp_path, files):
    with pytest.raises(TrainingError, match="nowhere"):
        read_list(tmp_path / "nowhere", KIND, BY)
    with pytest.raises(TrainingError, match="is no whole file"):
        read_list(files["crops/a.png"], KIND, BY)


def test_a_full_disk_is_said_before_anything_is_written(tmp_path, monkeypatch):
    usage = shutil.disk_usage(tmp_path)
    monkeypatch.setattr(sealed.shutil, "disk_usage", lambda _: usage._replace(free=300 << 20))
    assert check_room(tmp_path / "job.zip", 1 << 20) == 300 << 20
    with pytest.raises(TrainingError, match=r"job\.zip: needs 105 MB, and the disk has 315 MB left"):
        check_room(tmp_path / "job.zip", 100 << 20)


def test_a_write_that_fails_leaves_what_was_there(archive, files):
    before = archive.read_bytes()
    files["crops/a.png"].unlink()
    with pytest.raises(TrainingError, match="can't be written"):
        write_sealed(archive, KIND, {}, files)
    assert archive.read_bytes() == before
    assert [path.name for path in archive.parent.iterdir() if "part" in path.name] == []

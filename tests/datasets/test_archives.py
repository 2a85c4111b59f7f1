import stat
import zipfile

import pytest

from inspector_app.datasets.archives import unpacked
from inspector_app.datasets.formats.known import write_folder
from inspector_app.datasets.importing import ImportOptions, import_labelled
from inspector_app.datasets.labelled import DatasetError
from tests.datasets.builders import full_dataset


def packed(path, folder, inside=""):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for each in sorted(folder.rglob("*")):
            if each.is_file():
                archive.write(each, inside + each.relative_to(folder).as_posix())
    return path


def refused(archive, says):
    sets = archive.parent / "sets"
    with pytest.raises(DatasetError, match=says), unpacked(archive, sets):
        pytest.fail("it was unpacked")
    assert list(sets.iterdir()) == []
    assert not (archive.parent.parent / "evil.png").exists()


@pytest.mark.parametrize("inside", ["", "task 7/"])
def test_an_archive_is_imported_as_its_folder_would_be(tmp_path, inside):
    write_folder(full_dataset(tmp_path), tmp_path / "out", "cvat")
    archive = packed(tmp_path / "task.zip", tmp_path / "out", inside)
    done = import_labelled(archive, tmp_path / "sets" / "one", ImportOptions())
    assert (done.format, done.images, done.goldens) == ("cvat", 3, 3)
    assert [each.name for each in (tmp_path / "sets").iterdir()] == ["one"]


@pytest.mark.parametrize(
    "name", ["../../evil.png", "/evil.png", "a/../../evil.png", "C:/evil.png", "a\\..\\evil.png"]
)
def test_a_name_that_leads_out_of_the_archive(tmp_path, name):
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        entry = zipfile.ZipInfo("x")
        entry.filename = name
        archive.writestr(entry, b"x")
    refused(tmp_path / "a.zip", "evil.png.*can't be used")


def test_a_link_in_an_archive(tmp_path):
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        entry = zipfile.ZipInfo("images")
        entry.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(entry, "/etc")
    refused(tmp_path / "a.zip", "'images': is a link or a device")


def test_two_files_of_one_name(tmp_path):
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("A.png", b"x")
        archive.writestr("a.png", b"x")
    refused(tmp_path / "a.zip", "'a.png': is there twice")


def test_an_archive_that_fills_the_disk(tmp_path):
    with zipfile.ZipFile(tmp_path / "a.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(8):
            archive.writestr(f"{number}.png", b"\0" * (16 << 20))
    refused(tmp_path / "a.zip", "that is no dataset")


def test_an_archive_that_lies_about_its_sizes(tmp_path):
    with zipfile.ZipFile(tmp_path / "a.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.png", b"\0" * (1 << 20))
    data = bytearray((tmp_path / "a.zip").read_bytes())
    for place in (data.find(b"PK\x03\x04") + 22, data.find(b"PK\x01\x02") + 24):
        data[place : place + 4] = (10).to_bytes(4, "little")
    (tmp_path / "a.zip").write_bytes(data)
    refused(tmp_path / "a.zip", "no whole ZIP archive")


@pytest.mark.parametrize("cut", [0, 10, -30])
def test_an_archive_that_is_cut_off(tmp_path, cut):
    write_folder(full_dataset(tmp_path), tmp_path / "out", "yolo")
    archive = packed(tmp_path / "a.zip", tmp_path / "out")
    archive.write_bytes(archive.read_bytes()[:cut] if cut else b"hello")
    refused(archive, "no whole ZIP archive")


def test_an_archive_with_a_changed_byte(tmp_path):
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("a.txt", b"hello world")
    data = bytearray((tmp_path / "a.zip").read_bytes())
    data[data.find(b"hello")] ^= 1
    (tmp_path / "a.zip").write_bytes(data)
    refused(tmp_path / "a.zip", "no whole ZIP archive.*Bad CRC")


def test_an_encrypted_archive(tmp_path):
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("a.txt", b"hello world")
    data = bytearray((tmp_path / "a.zip").read_bytes())
    for place in (data.find(b"PK\x03\x04") + 6, data.find(b"PK\x01\x02") + 8):
        data[place] |= 1
    (tmp_path / "a.zip").write_bytes(data)
    refused(tmp_path / "a.zip", "'a.txt': is encrypted")

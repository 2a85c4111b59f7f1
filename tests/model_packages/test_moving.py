import json
import os
import signal
import subprocess
import sys
import textwrap
import zipfile

import pytest

from inspector_app.model_packages import archive_checks
from inspector_app.model_packages.moving import copy_package, export_package, import_package
from inspector_app.model_packages.package import PackageError, open_package
from inspector_app.model_packages.plant_keys import KeyRing
from inspector_app.model_packages.private_keys import load_private, make_key
from inspector_app.model_packages.shelf import package_names
from inspector_app.model_packages.signing import check_signature, sign_package
from tests.model_packages.test_package import seal


@pytest.fixture
def package(tmp_path):
    return seal(tmp_path / "work", tmp_path / "models" / "m", content=b"weights" * 1000)


@pytest.fixture
def archive(package, tmp_path):
    return export_package(package, tmp_path / "m.zip")


@pytest.fixture
def there(tmp_path):
    return tmp_path / "there" / "models"


def test_a_package_goes_over_and_comes_out_the_same(package, archive, there):
    brought = import_package(archive, there)
    assert (brought.folder, brought.sha256) == (there / "m", package.sha256)
    assert (brought.folder / "model.bin").read_bytes() == b"weights" * 1000
    assert import_package(archive, there).folder == brought.folder  # twice is no harm
    assert [path.name for path in there.iterdir()] == ["m"]


def test_a_signature_goes_with_it(package, tmp_path, there):
    ring = KeyRing(tmp_path / "keys")
    ring.trust(make_key(tmp_path / "private", "E"))
    key = ring.current()
    sign_package(package, key, load_private(tmp_path / "private", key))
    brought = import_package(export_package(package, tmp_path / "s.zip"), there)
    assert check_signature(brought, ring) == key


def test_the_same_package_gives_the_same_file(package, archive, tmp_path):
    assert export_package(package, tmp_path / "again.zip").read_bytes() == archive.read_bytes()


def test_a_copy_leaves_behind_what_the_card_does_not_list(package, there):
    (package.folder / "notes.txt").write_text("mine")
    copied = copy_package(package, there / "m-1")
    assert copied.sha256 == package.sha256
    assert not (copied.folder / "notes.txt").exists()


def test_a_broken_package_is_not_exported_and_the_file_before_stays(package, archive):
    before = archive.read_bytes()
    (package.folder / "model.bin").write_bytes(b"changed")
    with pytest.raises(PackageError, match=r"model\.bin was changed"):
        export_package(package, archive)
    assert archive.read_bytes() == before
    assert sorted(path.name for path in archive.parent.iterdir()) == ["m.zip", "models"]


def rewritten(archive, target, change):
    """The archive again, each member through `change`, which gives (name or ZipInfo, content) pairs."""
    with zipfile.ZipFile(archive) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            for name, content in change(info.filename, old.read(info)):
                new.writestr(name, content)
    return target


def refused(archive, there, said):
    with pytest.raises(PackageError, match=said) as refusal:
        import_package(archive, there)
    assert archive.name in str(refusal.value)
    assert ".unfinished" not in str(refusal.value)
    assert package_names([there]) == ()
    assert not there.exists() or list(there.iterdir()) == []


@pytest.mark.parametrize(
    "name", ["../evil.txt", "/evil.txt", "golden/../../evil.txt", "..\\evil.txt", "C:evil.txt"]
)
def test_a_path_that_leads_outside_is_refused(archive, there, tmp_path, name):
    bad = rewritten(
        archive, tmp_path / "bad.zip", lambda n, c: [(n, c), *([(name, b"x")] if n == "card.json" else [])]
    )
    refused(bad, there, "leads outside")
    assert not list(tmp_path.rglob("evil.txt"))


def test_links_doubles_and_files_that_nobody_listed_are_refused(archive, there, tmp_path):
    link = zipfile.ZipInfo("golden/link")
    link.external_attr = 0o120777 << 16
    for extra, said in (
        ([(link, "/etc/passwd")], "is a link"),
        ([("CARD.json", b"{}")], "twice"),
        ([("run.sh", b"x")], r"holds run\.sh, which the card does not list"),
    ):
        change = lambda n, c, extra=extra: [(n, c), *(extra if n == "card.json" else [])]  # noqa: E731
        refused(rewritten(archive, tmp_path / "bad.zip", change), there, said)


def test_bombs_are_refused_before_they_are_unpacked(archive, there, tmp_path, monkeypatch):
    zeros = bytes(3_000_000)
    bomb = rewritten(archive, tmp_path / "bomb.zip", lambda n, c: [(n, zeros if n == "model.bin" else c)])
    refused(bomb, there, r"model\.bin unpacks to 3,000,000 bytes from")
    large = rewritten(
        archive, tmp_path / "card.zip", lambda n, c: [(n, os.urandom(5_000_001) if n == "card.json" else c)]
    )
    refused(large, there, r"card\.json has 5,000,001 bytes")
    monkeypatch.setattr(archive_checks, "MOST_BYTES", 1000)
    refused(archive, there, "bytes unpacked")
    monkeypatch.setattr(archive_checks, "MOST_FILES", 2)
    refused(archive, there, "holds 4 files")


def test_a_file_that_is_larger_than_it_says_is_refused(archive, there, tmp_path):
    """The directory of the archive lies about a size."""
    content = bytearray(archive.read_bytes())
    with zipfile.ZipFile(archive) as opened:
        size = opened.getinfo("model.bin").file_size
    where = content.rindex(b"model.bin") - 46 + 24
    assert int.from_bytes(content[where : where + 4], "little") == size
    content[where : where + 4] = (10).to_bytes(4, "little")
    lying = tmp_path / "lying.zip"
    lying.write_bytes(content)
    refused(lying, there, "zip file|larger|cut|changed")


def test_half_a_file_and_another_kind_of_file_are_refused(archive, there, tmp_path):
    whole = archive.read_bytes()
    half = tmp_path / "half.zip"
    for content in (whole[: len(whole) // 2], b"", b"no zip at all"):
        half.write_bytes(content)
        refused(half, there, "not a whole zip file")
    flipped = bytearray(whole)
    flipped[200] ^= 1
    half.write_bytes(flipped)
    refused(half, there, "zip file|changed|card")
    with pytest.raises(PackageError, match="No such file"):
        import_package(tmp_path / "none.zip", there)


def test_a_changed_file_is_refused_by_its_name(archive, there, tmp_path):
    bad = rewritten(archive, tmp_path / "bad.zip", lambda n, c: [(n, b"<x/>" if n == "model.xml" else c)])
    refused(bad, there, r"model\.xml was changed")


def test_another_package_of_the_same_name_is_never_replaced(package, archive, there, tmp_path):
    other = seal(tmp_path / "work2", there / "m", content=b"other")
    with pytest.raises(PackageError, match="is there already and another package; choose another --name"):
        import_package(archive, there)
    assert open_package(there / "m").sha256 == other.sha256
    assert import_package(archive, there, "m-2").sha256 == package.sha256


@pytest.mark.parametrize("name", ["../m", "a/b", ".hidden", "a\0", "x" * 81, "a:b", "dot."])
def test_a_card_can_not_choose_where_it_goes(archive, there, tmp_path, name):
    def change(member, content):
        if member == "card.json":
            content = json.dumps({**json.loads(content), "name": name}).encode()
        return [(member, content)]

    with pytest.raises(PackageError, match="can't be the name of a package's folder"):
        import_package(rewritten(archive, tmp_path / "bad.zip", change), there)
    assert package_names([there]) == ()


def test_an_import_that_is_killed_lists_nothing_and_is_tidied_later(archive, there):
    """Killed for good when half of the files are unpacked."""
    script = f"""
        import os, signal
        from pathlib import Path
        from inspector_app.model_packages import moving
        count = 0
        read = moving._unpack_one
        def once(*arguments):
            global count
            count += 1
            if count == 3:
                os.kill(os.getpid(), signal.SIGKILL)
            read(*arguments)
        moving._unpack_one = once
        moving.import_package(Path({str(archive)!r}), Path({str(there)!r}))
    """
    if not hasattr(signal, "SIGKILL"):
        pytest.skip("no SIGKILL here")
    done = subprocess.run([sys.executable, "-c", textwrap.dedent(script)], check=False)
    assert done.returncode == -signal.SIGKILL
    (left,) = list(there.iterdir())
    assert package_names([there]) == ()
    os.utime(left, (0, 0))
    import_package(archive, there)
    assert [path.name for path in there.iterdir()] == ["m"]

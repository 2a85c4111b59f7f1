import json
import os
import signal
import subprocess
import sys
from dataclasses import replace

import pytest

from inspector_app.datasets.labelled import DatasetError, Label
from inspector_app.datasets.overview import list_datasets
from inspector_app.datasets.parts import OPEN_PARTS, Part
from inspector_app.datasets.replacing import replace_dataset
from inspector_app.datasets.store import read_dataset, write_dataset
from inspector_app.datasets.uses import count_uses
from inspector_app.datasets.vault.opening import open_vault
from inspector_app.datasets.versions.difference import difference
from inspector_app.datasets.versions.freezing import Reason, freeze
from inspector_app.datasets.versions.manifest import hash_of
from inspector_app.datasets.versions.reading import (
    open_version,
    read_part,
    verify_version,
    version_numbers,
)
from inspector_app.domain.geometry import Box
from inspector_app.settings.dataset_figures import DatasetFigures
from tests.datasets.lots import a_dataset, an_image, lots

FIRST = Reason("first images of line 3", "Ana")


def _working(home):
    return read_dataset(home.datasets / "boards")


def _change(home, change):
    there = _working(home)
    replace_dataset(replace(there, images=tuple(change(list(there.images)))), home.datasets / "boards")


def test_a_version_holds_every_part_and_its_reason(home):
    version = freeze(home, "boards", FIRST)
    assert version.reference == "boards@1"
    manifest = version.manifest
    assert (manifest.note, manifest.by, manifest.parent) == ("first images of line 3", "Ana", None)
    assert sum(figures.images for figures in manifest.parts.values()) == 40
    for part in OPEN_PARTS:
        frozen = read_part(home, version, part, purpose="test")
        wanted = [image for image in _working(home).images if image.tags["split"] == part]
        assert [(i.name, i.labels, i.tags) for i in frozen.images] == [
            (i.name, i.labels, i.tags) for i in wanted
        ]
    assert len(open_vault(home, version, model="m", by="Ana").images) == manifest.parts[Part.VAULT].images


def test_the_manifest_gives_no_label_of_the_vault_away(home):
    version = freeze(home, "boards", FIRST)
    assert "box" not in (version.folder / "version.json").read_text(encoding="utf-8")


def test_the_vault_is_no_part_that_anybody_reads(home):
    version = freeze(home, "boards", FIRST)
    with pytest.raises(DatasetError, match="opened by `evaluate` only"):
        read_part(home, version, Part.VAULT, purpose="train")


@pytest.mark.parametrize("part", OPEN_PARTS)
def test_a_changed_byte_is_refused_by_name(home, part):
    version = freeze(home, "boards", FIRST)
    picture = sorted((version.folder / part / "images").iterdir())[0]
    picture.chmod(0o600)
    data = bytearray(picture.read_bytes())
    data[len(data) // 2] ^= 1
    picture.write_bytes(data)
    with pytest.raises(DatasetError, match=f"{picture.name}: it was changed after it was frozen"):
        read_part(home, version, part, purpose="test")
    with pytest.raises(DatasetError, match=picture.name):
        verify_version(version)
    assert not count_uses(version.folder.parent, 1)


def test_a_changed_label_and_a_missing_file_are_refused_by_name(home):
    version = freeze(home, "boards", FIRST)
    labels = version.folder / "train" / "labels.jsonl"
    labels.chmod(0o600)
    labels.write_bytes(labels.read_bytes().replace(b"spur", b"open"))
    with pytest.raises(DatasetError, match=r"labels\.jsonl: it was changed"):
        read_part(home, version, Part.TRAIN, purpose="test")
    labels.unlink()
    with pytest.raises(DatasetError, match=r"labels\.jsonl: can't be read"):
        read_part(home, version, Part.TRAIN, purpose="test")


def test_a_file_more_is_found(home):
    version = freeze(home, "boards", FIRST)
    (version.folder / "train" / "images" / "more.png").write_bytes(b"x")
    with pytest.raises(DatasetError, match=r"more\.png: no file of boards@1"):
        verify_version(version)


def test_a_changed_byte_in_the_vault_is_refused_by_name(home):
    version = freeze(home, "boards", FIRST)
    picture = sorted((home.vaults / "boards" / "frozen-0001" / "images").iterdir())[0]
    picture.write_bytes(picture.read_bytes() + b"x")
    with pytest.raises(DatasetError, match=picture.name):
        open_vault(home, version, model="m", by="Ana")


@pytest.mark.parametrize("key", ["note", "by", "content", "parent_content"])
def test_a_changed_manifest_is_refused(home, key):
    version = freeze(home, "boards", FIRST)
    path = version.folder / "version.json"
    path.chmod(0o600)
    path.write_text(
        json.dumps({**json.loads(path.read_text(encoding="utf-8")), key: "other"}), encoding="utf-8"
    )
    with pytest.raises(DatasetError, match="it was changed after it was frozen"):
        open_version(home, "boards@1")


def test_a_manifest_of_an_older_release_that_lacks_a_field_is_whole(home):
    """The seal is over what stands in the file, not over what this release would write."""
    version = freeze(home, "boards", FIRST)
    path = version.folder / "version.json"
    told = json.loads(path.read_text(encoding="utf-8"))
    del told["split"], told["seal"]
    told["seal"] = hash_of(told)
    path.chmod(0o600)
    path.write_text(json.dumps(told), encoding="utf-8")
    assert open_version(home, "boards@1").manifest.split == {}


@pytest.mark.parametrize("change", [{"format": 2}, {"later": 1}])
def test_a_manifest_of_a_newer_release_is_refused(home, change):
    version = freeze(home, "boards", FIRST)
    path = version.folder / "version.json"
    path.chmod(0o600)
    path.write_text(json.dumps({**json.loads(path.read_text(encoding="utf-8")), **change}), encoding="utf-8")
    with pytest.raises(DatasetError, match="the newer Inspector that wrote it"):
        open_version(home, "boards@1")


def test_what_is_frozen_does_not_change_with_the_dataset(home):
    version = freeze(home, "boards", FIRST)
    for path in (home.datasets / "boards" / "images").rglob("*.png"):
        path.write_bytes(b"overwritten in place")
    verify_version(version)
    verify_version(open_version(home, "boards"))


def test_nothing_new_is_no_version(home):
    freeze(home, "boards", FIRST)
    with pytest.raises(DatasetError, match="nothing has changed since version 1"):
        freeze(home, "boards", Reason("again", "Ana"))
    assert version_numbers(home, "boards") == (1,)
    assert not (home.vaults / "boards" / "frozen-0002").exists()


def test_a_set_that_is_not_split_is_refused(home, tmp_path):
    write_dataset(a_dataset(lots(tmp_path / "x", 2)), home.datasets / "raw")
    with pytest.raises(DatasetError, match=r"8 images are in no part, lot00-0 first\. Split"):
        freeze(home, "raw", FIRST)
    with pytest.raises(DatasetError, match="nothing is frozen yet"):
        open_version(home, "raw")


def test_a_note_is_asked_for(home):
    with pytest.raises(DatasetError, match="needs a note"):
        freeze(home, "boards", Reason("  ", "Ana"))


def test_versions_share_what_they_have_in_common(home, tmp_path):
    freeze(home, "boards", FIRST)
    _change(home, lambda images: [*images, an_image(tmp_path, "more", seed=5, lot="L99", split="train")])
    second = freeze(home, "boards", Reason("one more", "Ana"))
    first = open_version(home, "boards@1")
    assert second.manifest.parent == 1
    assert second.manifest.parent_content == first.manifest.content
    same = sorted((first.folder / "train" / "images").iterdir())[0]
    assert same.samefile(second.folder / "train" / "images" / same.name)
    verify_version(second)


def test_the_difference_of_two_versions(home, tmp_path):
    first = freeze(home, "boards", FIRST)

    def change(images):
        _, spur, moved, told, other, *rest = [image for image in images if image.tags["split"] == "train"]
        rest += [image for image in images if image.tags["split"] != "train"]
        labels = (Label("spur", Box(1, 2, 30, 40)),)
        replaced = an_image(tmp_path / "r", other.name, seed=4711, lot=other.tags["lot"], split="train")
        return [
            replace(spur, labels=labels),
            replace(moved, tags={**moved.tags, "split": "test"}),
            replace(told, tags={**told.tags, "light": "ring"}),
            replace(replaced, labels=other.labels),
            an_image(tmp_path / "r", "more", seed=5, classes=["spur"], lot="L99", split="train"),
            *rest,
        ]

    train = [image for image in _working(home).images if image.tags["split"] == "train"]
    _change(home, change)
    second = freeze(home, "boards", Reason("corrections", "Ana"))
    found = difference(first.manifest, second.manifest)
    gone, spur, moved, told, other = (image.name for image in train[:5])
    assert (found.added, found.removed) == (("more",), (gone,))
    assert found.relabelled == (spur,)
    assert found.repictured == (other,)
    assert found.retagged == (told,)
    assert found.moved == {moved: (Part.TRAIN, Part.TEST)}
    assert found.images[Part.TEST][1] == found.images[Part.TEST][0] + 1
    assert not found.nothing
    assert difference(first.manifest, first.manifest).nothing


def test_a_full_disk_leaves_no_version(home, monkeypatch):
    def full(*_, **__):
        raise OSError(28, "No space left on device", "x")

    monkeypatch.setattr("inspector_app.datasets.versions.freezing.write_text", full)
    with pytest.raises(DatasetError, match="No space left on device"):
        freeze(home, "boards", FIRST)
    assert version_numbers(home, "boards") == ()
    assert not (home.vaults / "boards" / "frozen-0001").exists()


_SLOW_FREEZE = """
import sys, time
from pathlib import Path
import inspector_app.datasets.versions.freezing as freezing
from inspector_app.settings.home import Home
stop = sys.argv[2]
real = getattr(freezing, stop)
def slow(*arguments, **options):
    real(*arguments, **options)
    print("here", flush=True)
    time.sleep(60)
setattr(freezing, stop, slow)
freezing.freeze(Home(Path(sys.argv[1])), "boards", freezing.Reason("killed", "Ana"))
"""


@pytest.mark.skipif(os.name != "posix", reason="a kill as POSIX knows it")
@pytest.mark.parametrize("where", ["_freeze_vault", "_write", "_seal"])
def test_a_kill_leaves_nothing_half_done_listed_and_the_next_freeze_works(home, where):
    command = [sys.executable, "-c", _SLOW_FREEZE, str(home.path), where]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout.readline().strip() == "here"
        process.send_signal(signal.SIGKILL)
        process.wait()
    assert version_numbers(home, "boards") == ()
    (line,) = list_datasets(home, DatasetFigures())
    assert line.versions == ()
    version = freeze(home, "boards", FIRST)
    verify_version(version)
    assert version.manifest.number == 1
    open_vault(home, version, model="m", by="Ana")


def test_a_damaged_version_hides_no_other(home, tmp_path):
    freeze(home, "boards", FIRST)
    _change(home, lambda images: [*images, an_image(tmp_path, "more", seed=5, lot="L99", split="train")])
    second = freeze(home, "boards", Reason("one more", "Ana"))
    path = second.folder / "version.json"
    path.chmod(0o600)
    path.write_text("{", encoding="utf-8")
    (line,) = list_datasets(home, DatasetFigures())
    assert [(one.number, bool(one.trouble)) for one in line.versions] == [(1, False), (2, True)]


def test_versions_and_numbers_that_are_not_there(home):
    freeze(home, "boards", FIRST)
    for reference in ("boards@2", "boards@x", "boards@-1"):
        with pytest.raises(DatasetError, match=r"there is no version .*There is 1\."):
            open_version(home, reference)

import os
import shutil
import signal
import stat
import subprocess
import sys
from collections import defaultdict
from dataclasses import replace

import pytest

from inspector_app.datasets.labelled import DatasetError, Label
from inspector_app.datasets.one_at_a_time import changing
from inspector_app.datasets.parts import OPEN_PARTS, Part
from inspector_app.datasets.replacing import replace_dataset
from inspector_app.datasets.splitting.dividing import SplitRule
from inspector_app.datasets.splitting.splitting import split_dataset
from inspector_app.datasets.store import dataset_folders, read_dataset, write_dataset
from inspector_app.datasets.vault.keeping import DATA, known_of_vault, newest_kept
from inspector_app.domain.geometry import Box
from inspector_app.settings.dataset_figures import DatasetFigures
from inspector_app.settings.home import Home
from tests.datasets.lots import a_dataset, an_image, lots, picture

FIGURES = DatasetFigures()
RULE = SplitRule.of(FIGURES, seed=1)


@pytest.fixture(scope="module")
def made_once(tmp_path_factory):
    folder = tmp_path_factory.mktemp("made")
    station = Home(folder / "home").create()
    write_dataset(a_dataset(lots(folder / "new", 20)), station.datasets / "boards")
    return station


@pytest.fixture
def home(made_once, tmp_path):
    """A home with the dataset `boards`: 20 lots of four images."""
    shutil.copytree(made_once.path, tmp_path / "home")
    return Home(tmp_path / "home")


def _working(home):
    return read_dataset(home.datasets / "boards")


def _parts(home):
    return {image.name: image.tags["split"] for image in _working(home).images}


def _vault_names(home):
    return {trace.name for trace in known_of_vault(home.vaults / "boards")}


def _add(home, *images):
    there = _working(home)
    replace_dataset(a_dataset([*there.images, *images]), home.datasets / "boards")


def test_every_part_has_its_share_and_no_lot_is_in_two(home):
    result = split_dataset(home, "boards", RULE)
    assert sum(counts.images for counts in result.parts.values()) == 80
    sides = defaultdict(set)
    for name, part in _parts(home).items():
        sides[name[:5]].add(part)
    for name in _vault_names(home):
        sides[name[:5]].add("vault")
    assert all(len(parts) == 1 for parts in sides.values())
    assert result.groups == 20
    assert not result.missing


def test_the_shares_are_those_of_the_guide(home):
    counts = split_dataset(home, "boards", RULE).parts
    assert counts[Part.VAULT].images / 80 == pytest.approx(0.2, abs=0.05)
    rest = 80 - counts[Part.VAULT].images
    for part, share in zip(OPEN_PARTS, (0.7, 0.15, 0.15), strict=True):
        assert counts[part].images / rest == pytest.approx(share, abs=0.07)
        assert counts[part].classes["spur"] == counts[part].images / 4


def test_pictures_of_the_vault_leave_the_dataset_and_keep_their_labels(home):
    before = {image.name: image for image in _working(home).images}
    split_dataset(home, "boards", RULE)
    vault = read_dataset(newest_kept(home.vaults / "boards") / DATA)
    assert {image.name for image in vault.images} == _vault_names(home)
    for image in vault.images:
        assert image.labels == before[image.name].labels
        assert not (home.datasets / "boards" / "images" / f"{image.name}.png").exists()
    assert set(before) == _vault_names(home) | set(_parts(home))


def test_the_index_of_the_vault_has_no_place_of_a_defect(home):
    split_dataset(home, "boards", RULE)
    text = (newest_kept(home.vaults / "boards") / "index.json").read_text(encoding="utf-8")
    assert "box" not in text


@pytest.mark.skipif(os.name != "posix", reason="modes are a matter of POSIX")
def test_only_this_user_may_look_into_the_vault(home):
    split_dataset(home, "boards", RULE)
    modes = {
        (path.is_dir(), stat.S_IMODE(path.stat().st_mode))
        for path in [home.vaults / "boards", *(home.vaults / "boards").rglob("*")]
    }
    assert modes == {(True, 0o700), (False, 0o600)}


def test_a_split_again_changes_nothing(home):
    split_dataset(home, "boards", RULE)
    parts, vault = _parts(home), _vault_names(home)
    result = split_dataset(home, "boards", SplitRule.of(FIGURES, seed=99))
    assert (_parts(home), _vault_names(home)) == (parts, vault)
    assert result.new_in_vault == 0


def test_the_same_seed_gives_the_same_split(home, tmp_path):
    other = Home(tmp_path / "other").create()
    write_dataset(_working(home), other.datasets / "boards")
    split_dataset(home, "boards", RULE)
    split_dataset(other, "boards", RULE)
    assert _parts(home) == _parts(other)


def test_dividing_anew_leaves_the_vault(home):
    split_dataset(home, "boards", RULE)
    parts, vault = _parts(home), _vault_names(home)
    split_dataset(home, "boards", SplitRule.of(FIGURES, seed=7), again=True)
    assert _vault_names(home) == vault
    assert _parts(home) != parts


def test_new_images_join_their_group_and_a_copy_of_a_kept_one_is_kept(home, tmp_path):
    split_dataset(home, "boards", RULE)
    kept = sorted(_vault_names(home))[0]
    train = next(name for name, part in _parts(home).items() if part == "train")
    seed = 1000 * int(kept[3:5]) + int(kept[-1])
    _add(
        home,
        an_image(tmp_path / "more", "copy-of-kept", pixels=picture(seed)[::-1]),
        an_image(tmp_path / "more", "same-lot", seed=777, lot=f"L{int(train[3:5])}"),
    )
    split_dataset(home, "boards", RULE)
    assert "copy-of-kept" in _vault_names(home)
    assert _parts(home)["same-lot"] == "train"


def test_the_vault_grows_with_new_groups(home, tmp_path):
    split_dataset(home, "boards", RULE)
    vault = _vault_names(home)
    more = [
        replace(image, name=f"b/{image.name}", tags={"lot": f"B{image.name[:5]}"})
        for image in _more(tmp_path)
    ]
    _add(home, *more)
    result = split_dataset(home, "boards", RULE)
    assert vault < _vault_names(home)
    assert len(_vault_names(home)) / 160 == pytest.approx(0.2, abs=0.03)
    assert result.new_in_vault == len(_vault_names(home)) - len(vault)


def _more(folder):
    return [
        an_image(folder / "more", f"lot{lot:02d}-{place}", seed=500_000 + 10 * lot + place, classes=["spur"])
        for lot in range(20)
        for place in range(4)
    ]


def test_images_that_come_in_again_go_back_into_the_vault(home):
    everything = _working(home)
    keep = home.path / "all"
    write_dataset(everything, keep)
    split_dataset(home, "boards", RULE)
    vault, parts = _vault_names(home), _parts(home)
    again = [image for image in read_dataset(keep).images if image.name in vault]
    _add(home, *again)
    split_dataset(home, "boards", RULE)
    assert (_vault_names(home), _parts(home)) == (vault, parts)


def test_another_picture_under_a_name_of_the_vault_is_refused(home, tmp_path):
    split_dataset(home, "boards", RULE)
    name = sorted(_vault_names(home))[0]
    _add(home, an_image(tmp_path / "more", name, seed=4))
    with pytest.raises(DatasetError, match=f"{name}: the vault has another picture"):
        split_dataset(home, "boards", RULE)
    assert name in {image.name for image in _working(home).images}


def test_a_broken_image_is_named_and_nothing_is_moved(home):
    (home.datasets / "boards" / "images" / "lot03-2.png").write_bytes(b"no image")
    with pytest.raises(DatasetError, match=r"lot03-2.*Take them out"):
        split_dataset(home, "boards", RULE)
    assert not _vault_names(home)
    assert len(_working(home).images) == 80


def test_groups_that_were_torn_before_are_named(home, tmp_path):
    split_dataset(home, "boards", RULE)
    train = next(name for name, part in _parts(home).items() if part == "train")
    test = next(name for name, part in _parts(home).items() if part == "test")
    bridge = an_image(tmp_path / "more", "bridge", seed=4, lot=f"L{int(train[3:5])}", serial="S")
    images = [
        replace(image, tags={**image.tags, "serial": "S"}) if image.name == test else image
        for image in _working(home).images
    ]
    replace_dataset(a_dataset([*images, bridge]), home.datasets / "boards")
    result = split_dataset(home, "boards", RULE)
    assert len(result.torn) == 1
    assert {train, test, "bridge"} <= set(result.torn[0])


_SLOW_SPLIT = """
import sys, time
from importlib import import_module
from pathlib import Path
from inspector_app.datasets.splitting.dividing import SplitRule
from inspector_app.datasets.splitting.splitting import split_dataset
from inspector_app.domain.geometry import Box
from inspector_app.settings.dataset_figures import DatasetFigures
from inspector_app.settings.home import Home
place, _, stop = sys.argv[2].rpartition(".")
module = import_module(place)
real = getattr(module, stop)
def slow(*arguments, **options):
    if sys.argv[3] == "after":
        real(*arguments, **options)
    print("here", flush=True)
    time.sleep(60)
setattr(module, stop, slow)
split_dataset(Home(Path(sys.argv[1])), "boards", SplitRule.of(DatasetFigures(), seed=1))
"""


@pytest.mark.skipif(os.name != "posix", reason="a kill as POSIX knows it")
@pytest.mark.parametrize(
    ("where", "when"),
    [
        ("inspector_app.datasets.vault.keeping.lock_away", "after"),
        ("inspector_app.datasets.splitting.splitting.add_to_vault", "after"),
        ("inspector_app.datasets.replacing.write_dataset", "after"),
        ("inspector_app.datasets.splitting.splitting.keep_rule", "before"),
    ],
)
def test_a_kill_loses_nothing_and_the_next_split_finishes(home, made_once, where, when):
    command = [sys.executable, "-c", _SLOW_SPLIT, str(home.path), where, when]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout.readline().strip() == "here"
        process.send_signal(signal.SIGKILL)
        process.wait()
    everything = {image.name for image in _working(made_once).images}
    assert set(_vault_names(home)) | {image.name for image in _working(home).images} == everything
    assert [each.name for each in dataset_folders(home.datasets)] == ["boards"]
    split_dataset(home, "boards", RULE)
    assert not _vault_names(home) & set(_parts(home))
    assert _vault_names(home) | set(_parts(home)) == everything
    assert len(_vault_names(home)) / 80 == pytest.approx(0.2, abs=0.05)


def test_two_at_once_are_refused(home):
    with changing(home, "boards"), pytest.raises(DatasetError, match="Another process works"):
        split_dataset(home, "boards", RULE)


def test_shares_that_leave_no_test_part_are_refused():
    figures = DatasetFigures(dataset_train_share=0.9, dataset_validation_share=0.2)
    with pytest.raises(DatasetError, match="leave no test part"):
        SplitRule.of(figures, seed=1)


def test_labels_of_a_kept_image_are_corrected_by_importing_it_again(home):
    keep = home.path / "all"
    write_dataset(_working(home), keep)
    split_dataset(home, "boards", RULE)
    name = next(iter(sorted(_vault_names(home))))
    again = next(image for image in read_dataset(keep).images if image.name == name)
    corrected = replace(again, labels=(Label("open", Box(1, 2, 30, 40)),))
    _add(home, corrected)
    split_dataset(home, "boards", RULE)
    vault = read_dataset(newest_kept(home.vaults / "boards") / DATA)
    assert next(image for image in vault.images if image.name == name).labels == corrected.labels
    assert next(trace for trace in known_of_vault(home.vaults / "boards") if trace.name == name).classes == (
        "open",
    )
    assert len(vault.images) == len(_vault_names(home))

from datetime import datetime

import pytest

from inspector_app.datasets.labelled import DatasetError
from inspector_app.datasets.parts import Part
from inspector_app.datasets.splitting.dividing import SplitRule
from inspector_app.datasets.splitting.splitting import split_dataset
from inspector_app.datasets.store import write_dataset
from inspector_app.datasets.uses import USES, read_uses
from inspector_app.datasets.vault.keeping import known_of_vault, newest_kept
from inspector_app.datasets.vault.opening import open_vault
from inspector_app.datasets.versions.freezing import Reason, freeze
from inspector_app.settings.dataset_figures import DatasetFigures
from inspector_app.settings.home import Home
from tests.datasets.lots import a_dataset, lots


@pytest.fixture
def home(tmp_path):
    station = Home(tmp_path / "home").create()
    write_dataset(a_dataset(lots(tmp_path / "new", 6)), station.datasets / "boards")
    split_dataset(station, "boards", SplitRule.of(DatasetFigures(), seed=1))
    return station


def test_an_opening_is_on_record_before_anything_is_handed_out(home):
    version = freeze(home, "boards", Reason("first", "Ana"))
    open_vault(home, version, model="net-7", by="Bo")
    (use,) = read_uses(version.folder.parent)
    assert (use.part, use.version, use.purpose, use.model, use.by) == (
        Part.VAULT,
        1,
        "evaluate",
        "net-7",
        "Bo",
    )
    assert datetime.fromisoformat(use.at).tzinfo


def test_no_record_no_opening(home):
    version = freeze(home, "boards", Reason("first", "Ana"))
    (version.folder.parent / USES).write_bytes(b"rubbish\n")
    with pytest.raises(DatasetError, match="record of uses is damaged"):
        open_vault(home, version, model="m", by="Bo")


def test_a_damaged_index_is_named(home):
    kept = newest_kept(home.vaults / "boards")
    (kept / "looks.npy").write_bytes(b"x")
    with pytest.raises(DatasetError, match="the vault's index can't be read"):
        known_of_vault(home.vaults / "boards")
    (kept / "index.json").write_text("{", encoding="utf-8")
    with pytest.raises(DatasetError, match="the vault's index can't be read"):
        known_of_vault(home.vaults / "boards")

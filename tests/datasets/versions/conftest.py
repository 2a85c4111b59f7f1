import shutil

import pytest

from inspector_app.datasets.splitting.dividing import SplitRule
from inspector_app.datasets.splitting.splitting import split_dataset
from inspector_app.datasets.store import write_dataset
from inspector_app.settings.dataset_figures import DatasetFigures
from inspector_app.settings.home import Home
from tests.datasets.lots import a_dataset, lots


@pytest.fixture(scope="session")
def made_once(tmp_path_factory):
    folder = tmp_path_factory.mktemp("made")
    station = Home(folder / "home").create()
    write_dataset(a_dataset(lots(folder / "new", 10)), station.datasets / "boards")
    split_dataset(station, "boards", SplitRule.of(DatasetFigures(), seed=1))
    return station


@pytest.fixture
def home(made_once, tmp_path):
    """A home with the dataset `boards`, split: 10 lots of four images."""
    shutil.copytree(made_once.path, tmp_path / "home")
    return Home(tmp_path / "home")

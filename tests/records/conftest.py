from __future__ import annotations

import pytest

from inspector_app.records.store import Store
from inspector_app.settings.home import Home
from inspector_app.settings.station import Settings

# The disk of the machine that runs the tests may be nearly full; only tests about that set a reserve.
SETTINGS = Settings(disk_reserve_mb=0)


@pytest.fixture
def home(tmp_path):
    return Home(tmp_path / "home").create()


@pytest.fixture
def store(home):
    with Store.open(home, SETTINGS) as opened:
        yield opened

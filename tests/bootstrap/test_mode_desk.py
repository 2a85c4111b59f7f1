"""Modes of a home from outside: counted beside the line, changed in its records where no line runs."""

from datetime import UTC, datetime

import pytest

from inspector_app.bootstrap.mode_desk import ModeDesk
from inspector_app.domain.mode import ModeChange
from inspector_app.domain.recipe import Mode
from inspector_app.model_packages.package import ModelPackage
from inspector_app.records.mode_reader import ModeReader
from inspector_app.records.store import Store
from inspector_app.release.modes import ModeError
from inspector_app.settings.station import Settings
from tests.bootstrap.line_process import CARD, make_home

NONE_NEEDED = Settings(
    mode_days=1, mode_parts=1, mode_answered=1, mode_agreement=0.1, mode_false_calls=1.0, mode_escapes=1.0
)


@pytest.fixture
def home(tmp_path, monkeypatch):
    home = make_home(tmp_path / "home")
    package = ModelPackage(home.models / "stand-in", CARD, "0" * 64)
    monkeypatch.setattr("inspector_app.bootstrap.mode_desk.find_package", lambda name, folders: package)
    return home


def in_mode(home, mode):
    with Store.open(home, Settings()) as store:
        store.keep_mode(
            ModeChange("controller-a1", CARD.name, "0" * 64, mode, "Ada", "start", datetime.now(UTC))
        )


def test_before_anything_ran_it_says_how_it_would_begin(home):
    assert ModeDesk(home, Settings()).show().mode is Mode.AUTO_REJECT
    assert ModeDesk(home, Settings(cameras="devices")).show().mode is Mode.SHADOW


def test_up_is_refused_by_name_and_number_and_down_always_works(home):
    in_mode(home, Mode.ALERT)
    desk = ModeDesk(home, Settings())
    with pytest.raises(ModeError, match=r"Not yet auto-reject: Days with parts 0 \(at least 7\); Parts 0"):
        desk.up("Ada", "in a hurry")
    assert desk.down(None, "Ada", "").mode is Mode.SHADOW
    with pytest.raises(ModeError, match="in shadow on controller-a1 already"):
        desk.down(None, "Ada", "")
    with ModeReader(home) as reader:
        assert [one.mode for one in reader.history("controller-a1", "0" * 64)] == [Mode.SHADOW, Mode.ALERT]


def test_up_keeps_what_the_conditions_were(home, monkeypatch):
    in_mode(home, Mode.SHADOW)
    counts = {"days": 1, "passed": 10, "passed_good": 10}
    real = ModeReader.evidence
    monkeypatch.setattr(ModeReader, "evidence", lambda *given: real(*given).model_copy(update=counts))
    standing = ModeDesk(home, NONE_NEEDED).up("Ada", "enough")
    assert standing.mode is Mode.ALERT
    assert any("Parts: 10; at least 1" in line for line in standing.history[0].said)


def test_what_the_recipe_does_not_allow_is_an_obstacle_of_its_own(home):
    in_mode(home, Mode.SHADOW)
    path = home.recipes / "demo" / "recipe.toml"
    path.write_text(path.read_text().replace('mode = "auto-reject"', 'mode = "shadow"'))
    standing = ModeDesk(home, NONE_NEEDED).show()
    assert "allows no more than shadow" in standing.obstacle
    assert not standing.may_go_up


def test_the_watch_says_what_is_too_little_and_what_is_due(home, monkeypatch):
    in_mode(home, Mode.ALERT)
    items = {item.name: item for item in ModeDesk(home, Settings()).watch()}
    assert items["Precision"].alarm is None
    assert items["Retraining"].alarm is True  # the stand-in was made in January

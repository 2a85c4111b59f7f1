"""The catalogue of defects, as it is typed."""

import json

import pytest

from inspector_app.cli import main
from inspector_app.datasets.store import write_dataset
from inspector_app.settings.home import Home
from tests.datasets.lots import a_dataset, lots


@pytest.fixture
def home(tmp_path):
    return Home(tmp_path / "home").create()


@pytest.fixture
def typed(home, capsys):
    def run(*words, code=0):
        assert main.run([*words, "--home", str(home.path)]) == code
        captured = capsys.readouterr()
        return captured.out if code == 0 else captured.err

    return run


def test_an_entry_is_made_approved_and_changed(typed):
    assert typed("catalogue", "list") == "The catalogue is empty.\n"
    made = typed(
        "catalogue", "new", "scratch", "--severity", "critical", "--name", "Deep scratch", "--by", "Ana"
    )
    assert made.startswith("scratch (Deep scratch): critical; not approved since Ana changed it")
    approved = typed("catalogue", "approve", "scratch", "Löcher #2", "--by", "Q. Lead", "--note", "March")
    assert approved.splitlines()[0].startswith("scratch (Deep scratch): critical; approved by Q. Lead ")
    assert approved.splitlines()[1].startswith("Löcher #2: critical; approved by Q. Lead ")
    typed("catalogue", "edit", "scratch", "--severity", "minor", "--by", "Bo")
    first, second = typed("catalogue", "list").splitlines()
    assert first.endswith("minor; not approved since Bo changed it")
    assert "approved by Q. Lead" in second
    history = typed("catalogue", "list", "--history").splitlines()
    assert [line.split(": ")[1].split(",")[0] for line in history] == [
        "new scratch",
        "new Löcher #2",
        "approve scratch (March)",
        "approve Löcher #2 (March)",
        "edit scratch",
    ]


def test_scripts_read_who_approved_what(home, capfd):
    assert main.run(["catalogue", "approve", "dent", "--by", "Ana", "--home", str(home.path), "--json"]) == 0
    (entry,) = json.loads(capfd.readouterr().out)["approved"]
    assert (entry["code"], entry["severity"], entry["approved"]) == ("dent", "critical", True)
    assert [one["by"] for one in entry["approvals"]] == ["Ana"]


def test_what_can_not_be_is_said(typed):
    assert "no 'dent'. It has: nothing yet" in typed(
        "catalogue", "edit", "dent", "--name", "x", "--by", "A", code=1
    )
    assert "name of who does this" in typed("catalogue", "approve", "dent", "--by", " ", code=1)
    typed("catalogue", "approve", "dent", code=2)
    typed("catalogue", "new", "dent", "--severity", "bad", "--by", "A", code=2)


def test_freezing_approves_the_classes_of_a_set(home, typed, tmp_path):
    write_dataset(a_dataset(lots(tmp_path / "new", 10)), home.datasets / "boards")
    typed("dataset", "split", "boards")
    typed("catalogue", "approve", "open", "--by", "Ana")
    typed("dataset", "freeze", "boards", "--note", "first", "--approve-classes-by", "Q. Lead")
    spur, other = sorted(typed("catalogue", "list").splitlines(), reverse=True)
    assert "approved by Q. Lead" in spur
    assert "Q. Lead" not in other
    manifest = json.loads((home.frozen / "boards" / "1" / "version.json").read_text(encoding="utf-8"))
    assert {error.split(":")[0] for error in manifest["open_errors"]} == {"too-few"}

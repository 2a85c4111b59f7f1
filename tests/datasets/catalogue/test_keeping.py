from multiprocessing import get_context

import pytest

from inspector_app.datasets.catalogue.entries import first_entry, unapproved
from inspector_app.datasets.catalogue.keeping import (
    CATALOGUE,
    add_entry,
    approve,
    approve_missing,
    edit_entry,
    existing,
    read_catalogue,
    read_changes,
)
from inspector_app.datasets.labelled import DatasetError
from inspector_app.datasets.one_at_a_time import holding
from inspector_app.domain.catalogue import Severity
from inspector_app.settings.home import Home


@pytest.fixture
def home(tmp_path):
    return Home(tmp_path).create()


def test_an_empty_home_has_an_empty_catalogue(home):
    assert read_catalogue(home) == {}
    assert unapproved({}, ["tief (Überlänge)"]) == ["tief (Überlänge)"]


def test_an_approval_makes_the_plainest_entry_and_says_who(home):
    approved = approve(home, ["open", "Kratzer tief", "open"], by=" Ana ", note="meeting of March")
    assert [(one.code, one.name, one.severity) for one in approved] == [
        ("open", "Open", Severity.CRITICAL),
        ("Kratzer tief", "Kratzer tief", Severity.CRITICAL),
    ]
    entries = read_catalogue(home)
    assert [one.by for one in entries["open"].approvals] == ["Ana"]
    assert [change.note for change in read_changes(home)] == ["meeting of March"] * 4


def test_several_people_approve_one_entry(home):
    approve(home, ["dent"], by="Ana")
    (dent,) = approve(home, ["dent"], by="Bo")
    assert [one.by for one in dent.approvals] == ["Ana", "Bo"]


def test_an_edit_takes_approvals_back(home):
    approve(home, ["dent"], by="Ana")
    edited = edit_entry(home, "dent", by="Bo", note="only looks", severity=Severity.MINOR)
    assert (edited.severity, edited.name, edited.approved) == (Severity.MINOR, "dent", False)
    assert unapproved(read_catalogue(home), ["dent"]) == ["dent"]
    approve_missing(home, ["dent"], by="Ana")
    assert read_catalogue(home)["dent"].approved
    before = read_changes(home)
    approve_missing(home, ["dent"], by="Ana")
    assert read_changes(home) == before


def test_an_edit_that_changes_nothing_leaves_approvals(home):
    approve(home, ["dent"], by="Ana")
    with pytest.raises(DatasetError, match="says that already"):
        edit_entry(home, "dent", by="Bo", note="", name="dent")
    assert read_catalogue(home)["dent"].approved


def test_a_new_entry_is_not_approved_and_has_no_double(home):
    add_entry(home, first_entry("dent"), by="Ana")
    assert not read_catalogue(home)["dent"].approved
    with pytest.raises(DatasetError, match="has dent already"):
        add_entry(home, first_entry("dent"), by="Ana")
    with pytest.raises(DatasetError, match=r"no 'bump'\. It has: dent"):
        existing(read_catalogue(home), "bump")


@pytest.mark.parametrize(
    ("codes", "by"), [(["dent", " "], "Ana"), (["dent"], " "), (["dent"], "A\x1b[2J"), (["d" * 201], "Ana")]
)
def test_words_that_can_not_be_kept_leave_nothing(home, codes, by):
    with pytest.raises(DatasetError):
        approve(home, codes, by=by)
    assert read_changes(home) == ()


def test_an_approval_that_was_written_in_by_hand_is_found(home):
    approve(home, ["dent", "bump"], by="Ana")
    path = home.path / CATALOGUE
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join(lines).replace(b'"by": "Ana"', b'"by": "Bo"', 1))
    with pytest.raises(DatasetError, match=r"catalogue\.jsonl:2: the catalogue was changed"):
        read_catalogue(home)
    with pytest.raises(DatasetError):
        approve(home, ["dent"], by="Ana")


@pytest.mark.parametrize("line", [b"{}\n", b"x\n", b'{"what": "approve"}\n', b"[1]\n", b"\xff\n"])
def test_a_foreign_file_is_named(home, line):
    (home.path / CATALOGUE).write_bytes(line)
    with pytest.raises(DatasetError, match=r"catalogue\.jsonl:1: the catalogue is damaged"):
        read_catalogue(home)


def test_a_line_cut_off_by_a_power_failure_gives_way(home):
    approve(home, ["dent"], by="Ana")
    path = home.path / CATALOGUE
    path.write_bytes(path.read_bytes()[:-9])
    assert not read_catalogue(home)["dent"].approved
    assert approve(home, ["dent"], by="Bo")[0].approved


def _hold(home, held, done):
    with holding(home, CATALOGUE, "taken"):
        held.set()
        done.wait(20)


def test_two_processes_do_not_write_at_once(home):
    context = get_context("spawn")
    held, done = context.Event(), context.Event()
    other = context.Process(target=_hold, args=(home, held, done))
    other.start()
    assert held.wait(20)
    with pytest.raises(DatasetError, match="Another process changes the catalogue"):
        approve(home, ["dent"], by="Ana")
    done.set()
    other.join(20)
    assert approve(home, ["dent"], by="Ana")

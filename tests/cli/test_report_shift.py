"""The command, over real records: a home with one shift, made by the store."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from pypdf import PdfReader

from inspector_app.cli import errors, main
from inspector_app.domain.disposition import Answer, Condition, Disposition
from inspector_app.domain.part import new_id
from inspector_app.domain.shift import Shift
from inspector_app.domain.verdict import Outcome
from inspector_app.records.store import Store
from inspector_app.settings.home import Home
from inspector_app.settings.station import Settings
from tests.records.builders import image, inspect, recipe

START = datetime(2026, 11, 23, 5, 0, tzinfo=UTC)


@pytest.fixture
def home(tmp_path):
    """Three parts: one good, one failed and confirmed, one that waits."""
    home = Home(tmp_path / "home").create()
    with Store.open(home, Settings(disk_reserve_mb=0)) as store:
        store.remember_recipe(recipe())
        store.start_shift(Shift("s1", "Early", "Werk Süd", "Line 3", "Europe/Berlin", "Ana Kovač", START))
        for number, outcome in enumerate((Outcome.PASS, Outcome.FAIL, Outcome.REVIEW), 1):
            done = inspect(
                store,
                number,
                outcome,
                at=START + timedelta(minutes=number),
                shift_id="s1",
                lot="L1",
                golden=image(5),
            )
            if outcome is Outcome.FAIL:
                at = START + timedelta(minutes=9)
                store.add_disposition(
                    Disposition(new_id(), done.id, Answer.CONFIRM, Condition.BAD, "Ana Kovač", at)
                )
        store.add_event("stop", "Feeder jammed", "line", START + timedelta(minutes=20))
        store.end_shift("All quiet.", START + timedelta(hours=8))
    return home


def test_the_newest_shift_becomes_a_pdf(home, tmp_path):
    out = tmp_path / "shift.pdf"
    assert main.run(["report", "shift", "--home", str(home.path), "--out", str(out)]) == errors.DONE
    text = "\n".join(page.extract_text() for page in PdfReader(out).pages)
    for words in (
        "Werk Süd · Line 3 · Early",
        "1 of 3",
        "Feeder jammed",
        "All quiet.",
        "board",
        "demo v1",
        "L1",
    ):
        assert words in text
    assert "image no longer kept" not in text


def test_the_same_records_give_the_same_file(home, tmp_path):
    files = [tmp_path / "one.pdf", tmp_path / "two.pdf"]
    for file in files:
        assert (
            main.run(["report", "shift", "--shift", "s1", "--home", str(home.path), "--out", str(file)])
            == errors.DONE
        )
    assert files[0].read_bytes() == files[1].read_bytes()


def test_without_a_place_it_goes_to_the_home_s_reports(home, tmp_path):
    progress = tmp_path / "progress.jsonl"
    assert main.run(["report", "shift", "--home", str(home.path), "--progress", str(progress)]) == errors.DONE
    (file,) = home.reports.iterdir()
    assert file.name.startswith("SR-20261123-")
    steps = [json.loads(line) for line in progress.read_text(encoding="utf-8").splitlines()]
    done = [step["done"] for step in steps]
    assert (done, steps[-1]["total"]) == (sorted(done), 100)
    assert done[-1] == 100


@pytest.mark.parametrize("shift", ["nope", "last"])
def test_no_such_shift_is_said_in_words(tmp_path, capfd, shift):
    home = Home(tmp_path / "home").create()
    with Store.open(home, Settings(disk_reserve_mb=0)):
        pass
    assert main.run(["report", "shift", "--shift", shift, "--home", str(home.path)]) == errors.NO
    said = capfd.readouterr().err
    assert "shift" in said
    assert "Traceback" not in said
    assert list(home.reports.iterdir()) == []

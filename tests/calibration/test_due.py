"""When a camera is due for calibration, and why."""

from dataclasses import replace
from datetime import timedelta

import pytest

from inspector_app.calibration.due import reminder, standings
from inspector_app.calibration.history import What
from tests.calibration.test_history import AT, entry

CAMERA = entry().camera


def standing(entries, days, camera=CAMERA):
    return standings({"top": camera}, entries, AT + timedelta(days=days), 90)[0]


@pytest.mark.parametrize(("days", "due"), [(0, False), (89.9, False), (90, True), (400, True)])
def test_due_after_a_quarter(days, due):
    found = standing([entry()], days)
    assert found.due is due
    assert found.due_at == AT + timedelta(days=90)


def test_a_view_that_was_never_calibrated_is_due():
    assert "never" in standing([entry("side"), entry(what=What.SETTINGS)], 1).why


def test_another_camera_is_due_at_once():
    found = standing([entry()], 1, "genicam 7")
    assert "genicam 7" in found.why
    assert CAMERA in found.why


def test_a_calibration_from_a_file_does_not_say_which_camera_it_was():
    assert not standing([replace(entry(), camera="")], 1).due


def test_a_clock_that_went_back_is_said():
    assert "future" in standing([entry()], -3).why


def test_the_reminder_names_the_first_and_counts_the_others():
    found = standings({"a": "", "b": "", "top": CAMERA}, [entry()], AT, 90)
    assert reminder(found) == "Calibration is due: a was never calibrated, and 1 more."
    assert reminder(found[2:]) == ""

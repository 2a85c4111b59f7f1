"""The history of the cameras: what is kept comes back, and a line that was changed by hand is found."""

from datetime import UTC, datetime

import pytest

from inspector_app.calibration.history import (
    CalibrationError,
    CameraEntry,
    Scale,
    What,
    add_entry,
    last_calibration,
    read_history,
)
from inspector_app.settings.chained_lines import ChainError

AT = datetime(2026, 11, 24, 10, 30, tzinfo=UTC)


def entry(view="top", by="Ana", what=What.CALIBRATED, mm=0.02):
    scale = Scale(mm, 0.12, "chessboard 9 x 6, 20 mm", 1.0, 0.002) if what is What.CALIBRATED else None
    return CameraEntry(AT, by, view, "genicam 40012345", what, "recipe ü v3", scale)


def test_entries_come_back_as_they_were_kept(tmp_path):
    file = tmp_path / "h.jsonl"
    kept = [entry(), entry("side", what=What.SETTINGS), entry(mm=0.021)]
    for one in kept:
        add_entry(file, one)
    assert list(read_history(file)) == kept
    assert last_calibration(kept, "top") == kept[2]
    assert last_calibration(kept, "side") is None


def test_no_history_is_an_empty_one(tmp_path):
    assert read_history(tmp_path / "h.jsonl") == ()


@pytest.mark.parametrize("by", ["", "  ", "a" * 201])
def test_nothing_is_kept_without_a_name(tmp_path, by):
    with pytest.raises(CalibrationError, match="name"):
        add_entry(tmp_path / "h.jsonl", entry(by=by))
    assert not list(tmp_path.iterdir())


def test_a_figure_that_was_changed_by_hand_is_found(tmp_path):
    file = tmp_path / "h.jsonl"
    for _ in range(2):
        add_entry(file, entry())
    file.write_text(file.read_text().replace("0.02,", "0.03,", 1))
    with pytest.raises(ChainError, match=r"h\.jsonl:2: the history of the cameras was changed"):
        read_history(file)


def test_a_line_that_is_no_entry_is_named(tmp_path):
    file = tmp_path / "h.jsonl"
    file.write_text('{"at": "yesterday", "before": ""}\n')
    with pytest.raises(ChainError, match=r"h\.jsonl:1: .* is damaged"):
        read_history(file)

import json
import logging
from pathlib import Path

import pytest
import structlog

from inspector_app.cli import logs


def test_people_read_standard_error_and_machines_read_the_file(tmp_path, capsys):
    logs.log_to_stderr()
    logs.log_to_folder(tmp_path, "line")
    structlog.get_logger("inspector_app.station").info("part inspected", part=7)
    logging.getLogger("alembic").info("setup plugin")
    logging.getLogger("alembic").warning("old %s", "key")
    lines = [json.loads(line) for line in (tmp_path / "line.log").read_text(encoding="utf-8").splitlines()]
    assert [line["event"] for line in lines] == ["part inspected", "old key"]
    assert lines[0]["part"] == 7
    captured = capsys.readouterr()
    assert "part inspected" in captured.err
    assert captured.out == ""


def test_the_file_rotates(tmp_path, monkeypatch):
    monkeypatch.setattr(logs, "_BYTES_A_FILE", 2_000)
    logs.log_to_stderr()
    logs.log_to_folder(tmp_path, "line")
    for number in range(100):
        structlog.get_logger("inspector_app.station").info("part inspected", part=number)
    assert len(list(tmp_path.glob("line.log*"))) == 1 + logs._OLD_FILES


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full on this system")
def test_a_full_disk_leaves_standard_error_readable(capsys, tmp_path):
    logs.log_to_stderr()
    (tmp_path / "line.log").symlink_to("/dev/full")
    logs.log_to_folder(tmp_path, "line")
    structlog.get_logger("inspector_app.station").warning("the disk is full")
    said = capsys.readouterr().err
    assert said.count("the disk is full") == 1
    assert "Traceback" not in said

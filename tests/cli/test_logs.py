import json
import logging

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

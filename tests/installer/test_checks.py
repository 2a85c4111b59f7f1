import os
import sys
from pathlib import Path

from installer import testing
from installer.checks import Check, Outcome, checks, run_check, summary
from installer.environments import Environment


def python(code):
    return (sys.executable, "-c", code)


def test_what_a_check_says_is_shown_and_its_last_line_kept(capfd, tmp_path):
    outcome = run_check(Check("mypy", python("print('one'); print('two\\n'); exit(1)")), tmp_path, os.environ)
    assert (outcome.code, outcome.passed, outcome.last_line) == (1, False, "two")
    assert "one" in capfd.readouterr().out


def test_the_summary_ends_with_the_last_line_of_the_last_check():
    lines = summary(
        [Outcome("mypy", 1, 2.0, "Found 3 errors"), Outcome("pytest", 0, 60.0, "== 9 passed in 60s ==")]
    ).splitlines()
    assert lines[1].split()[:2] == ["mypy", "FAILED"]
    assert lines[-1] == "== 9 passed in 60s =="


def test_all_run_after_one_failed_and_the_whole_fails(monkeypatch, capfd):
    monkeypatch.setattr(testing, "set_up", lambda environments, packages: True)
    first = Check("first", python("exit(1)"))
    last = Check("last", python("print('== 1 passed ==')"))
    monkeypatch.setattr(testing, "checks", lambda *arguments: [first, last])
    assert testing.main(["--without-train"]) == 1
    assert capfd.readouterr().out.splitlines()[-1] == "== 1 passed =="
    monkeypatch.setattr(testing, "checks", lambda *arguments: [last])
    assert testing.main(["--without-train"]) == 0


def test_the_suite_comes_last_and_takes_the_arguments():
    found = checks(Environment(Path("a"), (), needs_gb=0), ["-k", "x"])
    assert [check.name for check in found] == ["ruff check", "ruff format", "mypy", "import rules", "pytest"]
    assert found[-1].command[1:] == ("-m", "pytest", "-k", "x")

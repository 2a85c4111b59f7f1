"""What the test command runs, one after the other, and what came of each."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from installer.console import say
from installer.environments import Environment


@dataclass(frozen=True, slots=True)
class Check:
    """A command with a name."""

    name: str
    command: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a check: its exit code, how long it took, the last line that it said."""

    name: str
    code: int
    seconds: float
    last_line: str

    @property
    def passed(self) -> bool:
        """True where it ended with 0."""
        return self.code == 0


def checks(station: Environment, pytest: Sequence[str]) -> list[Check]:
    """All checks; the test suite comes last. `pytest` are the arguments for it.

    What needs torch is tested by the commands that hand themselves over to .venv-train, so one suite covers both.
    """
    python = str(station.python)
    return [
        Check("ruff check", (python, "-m", "ruff", "check", ".")),
        Check("ruff format", (python, "-m", "ruff", "format", "--check", ".")),
        Check("mypy", (python, "-m", "mypy")),
        Check("import rules", (str(station.programs / "lint-imports"), "--no-cache")),
        Check("pytest", (python, "-m", "pytest", *pytest)),
    ]


def run_check(check: Check, root: Path, variables: Mapping[str, str]) -> Outcome:
    """Runs it, shows what it says as it says it."""
    say(f"--- {check.name}")
    began = time.monotonic()
    last = ""
    with subprocess.Popen(
        check.command, cwd=root, env=dict(variables), stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        text=True, encoding="utf-8", errors="replace",
    ) as process:  # fmt: skip
        assert process.stdout is not None  # PIPE was asked for
        for line in process.stdout:
            print(line, end="", flush=True)
            last = line.strip() or last
    return Outcome(check.name, process.returncode, time.monotonic() - began, last)


def summary(outcomes: Sequence[Outcome]) -> str:
    """One line a check, and the last line of the last one at the end."""
    width = max(len(outcome.name) for outcome in outcomes)
    lines = [
        f"{outcome.name:<{width}}  {'passed' if outcome.passed else 'FAILED':<6}  {outcome.seconds:6.1f} s  "
        f"{outcome.last_line.strip('= ')}"
        for outcome in outcomes
    ]
    return "\n".join(["", *lines, "", outcomes[-1].last_line])

"""`python3 installer/test.py`: set-up, then lint, types, import rules and tests."""

from __future__ import annotations

import argparse
from collections.abc import Sequence

from installer.checks import Outcome, checks, run_check, summary
from installer.console import SetupError, complain
from installer.display import display_for_tests
from installer.environments import ROOT, clean_variables, station, training
from installer.starting import set_up
from installer.system_packages import TESTS, WINDOW


def main(arguments: Sequence[str]) -> int:
    """Sets up and runs every check, also after one failed; 0 all passed, 1 not."""
    options, pytest = _parser().parse_known_args(arguments)
    environments = [station(tests=True), *([] if options.without_train else [training()])]
    try:
        set_up(environments, packages=(*WINDOW, *TESTS))
    except SetupError as error:
        complain(str(error))
        return 1
    outcomes: list[Outcome] = []
    with display_for_tests(clean_variables()) as variables:
        for check in checks(environments[0], pytest):
            outcomes.append(run_check(check, ROOT, variables))
    print(summary(outcomes), flush=True)
    return 0 if all(outcome.passed for outcome in outcomes) else 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="installer/test.py",
        description="Sets up .venv and .venv-train, then runs lint, types, import rules and all tests. "
        "Other arguments go to pytest.",
    )
    parser.add_argument(
        "--without-train", action="store_true", help="leave .venv-train out; what needs torch is skipped"
    )
    return parser

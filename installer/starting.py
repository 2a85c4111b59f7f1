"""`python3 installer/run.py`: set-up, then the demo station."""

from __future__ import annotations

import argparse
import subprocess
from collections.abc import Sequence
from importlib.util import find_spec

from installer.console import SetupError, complain, say
from installer.display import has_display
from installer.environments import ROOT, Environment, clean_variables, station, training
from installer.one_at_a_time import one_at_a_time
from installer.preparation import prepare
from installer.system_packages import WINDOW, SystemPackage, ensure_system_packages

_NO_DISPLAY = """There is no display here (no DISPLAY, no WAYLAND_DISPLAY), so the window can't open.
    On a PC with a screen: start this from a terminal of its desktop.
    Over ssh: connect with `ssh -X`, then start this again.
    Without any screen: the line runs with no window, for example
        {inspector} run --recipe demo --seconds 60"""


def main(arguments: Sequence[str]) -> int:
    """Sets up and starts; 0 done, 1 it can't, 2 used wrongly."""
    options = _parser().parse_args(arguments)
    try:
        complete = set_up([station(), *([training()] if options.with_train else [])], packages=WINDOW)
    except SetupError as error:
        complain(str(error))
        return 1
    if not complete:
        complain("Inspector is set up, but its window won't open before those system packages are there.")
        return 1
    if options.setup_only:
        say(f"Done. The program is {station().inspector}")
        return 0
    return _start_demo(station(), options.demo)


def set_up(environments: Sequence[Environment], packages: Sequence[SystemPackage]) -> bool:
    """System packages, then the environments. False where system packages are still missing.

    Raises SetupError where an environment can't be made.
    """
    with one_at_a_time(ROOT):
        complete = ensure_system_packages(packages)
        if find_spec("ensurepip") is None and any(not one.folder.exists() for one in environments):
            raise SetupError("This Python can't make virtual environments (it has no ensurepip); see above.")
        for environment in environments:
            prepare(environment)
    return complete


def _start_demo(environment: Environment, arguments: Sequence[str]) -> int:
    if not has_display():
        complain(_NO_DISPLAY.format(inspector=environment.inspector))
        return 1
    say("Starting the demo station. Close its window to end it.")
    command = [str(environment.inspector), "demo", *arguments]
    try:
        return subprocess.run(command, env=clean_variables(), check=False).returncode
    except KeyboardInterrupt:
        return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="installer/run.py", description="Sets Inspector up in .venv and starts the demo station."
    )
    parser.add_argument("--setup-only", action="store_true", help="stop after set-up")
    parser.add_argument(
        "--with-train", action="store_true", help="also make .venv-train, which trains (several GB)"
    )
    parser.add_argument(
        "demo", nargs="*", help="options for the demo, after --, for example: -- --seconds 20"
    )
    return parser

"""`inspector-app`: finds the typed command, runs it, and turns errors into sentences and exit codes."""

from __future__ import annotations

import signal
import sys
from collections.abc import Sequence
from typing import Annotated

import typer

from inspector_app import __version__
from inspector_app.cli import errors, output
from inspector_app.cli.commands import COMMANDS, DEFAULT, GROUPS, Entry, chosen_entry

_ABOUT = "Inspector: cameras, a detector, rules, people and a record. With no command it opens the station."


def main() -> None:
    """The entry point of the program."""
    output.open_missing_streams()
    # told to end, a command takes back what is half done, as after Ctrl-C; line and window have their own ways
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    sys.exit(run(sys.argv[1:]))


def run(arguments: Sequence[str]) -> int:
    """Runs one command line and gives its exit code: 0 done, 1 the answer is no, 2 used wrongly."""
    arguments = with_default(arguments)
    as_json = "--json" in arguments
    entry = chosen_entry(arguments)
    try:
        if _trains_elsewhere(entry, arguments):
            return _hand_over(arguments)  # before standard output is set aside: the other process inherits it
        if as_json:
            output.set_stdout_aside()
        return _run(entry, arguments)
    except SystemExit as done:
        return errors.ended(done, as_json=as_json)
    except Exception as error:  # the last place that can say it in words
        return errors.report(error, as_json=as_json)


def with_default(arguments: Sequence[str]) -> list[str]:
    """With no command, or options only, the station is meant."""
    asks_about_program = arguments[:1] in (["--help"], ["--version"])
    if not asks_about_program and (not arguments or arguments[0].startswith("-")):
        return [DEFAULT, *arguments]
    return list(arguments)


def _trains_elsewhere(entry: Entry | None, arguments: Sequence[str]) -> bool:
    return entry is not None and entry.trains and "--help" not in arguments and not _has_torch()


def _run(entry: Entry | None, arguments: list[str]) -> int:
    if entry is not None and "--help" not in arguments:
        _start_logs()
    build_app(entry)(args=arguments, prog_name="inspector-app")
    return errors.DONE


def build_app(chosen: Entry | None) -> typer.Typer:
    """The program with the chosen command loaded and all others as names with a line of help."""
    app = _new_typer(_ABOUT)
    app.callback()(_program)
    groups = {"": app}
    for name, about in GROUPS.items():  # a group comes after the one that it is in
        above, _, word = name.rpartition(" ")
        groups[name] = _new_typer(about)
        groups[above].add_typer(groups[name], name=word)
    for entry in COMMANDS:
        parent = groups[" ".join(entry.words[:-1])]
        if entry is chosen:
            parent.command(entry.words[-1])(entry.load())
        else:
            parent.command(entry.words[-1], help=entry.help)(_not_loaded)
    return app


def _new_typer(about: str) -> typer.Typer:
    return typer.Typer(
        help=about,
        no_args_is_help=True,
        add_completion=False,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
    )


def _show_version(asked: bool) -> None:
    if asked:
        print(__version__)
        raise typer.Exit


def _program(
    version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Holds what belongs to the program and to no command."""


def _not_loaded() -> None:
    raise AssertionError("chosen_entry and typer disagree about which command was typed")


def _has_torch() -> bool:
    from inspector_app.cli.training_env import has_torch

    return has_torch()


def _hand_over(arguments: Sequence[str]) -> int:
    from inspector_app.cli.training_env import hand_over

    return hand_over(arguments)


def _start_logs() -> None:
    from inspector_app.cli.logs import log_to_stderr

    log_to_stderr()


if __name__ == "__main__":
    main()

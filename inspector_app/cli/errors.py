"""Errors become one clear sentence; only our own bugs show a traceback."""

from __future__ import annotations

import contextlib
import errno
import sys
import traceback

import typer

from inspector_app.cli.output import answer

DONE = 0
NO = 1
USED_WRONGLY = 2


def report(error: Exception, *, as_json: bool) -> int:
    """Says what went wrong on standard error, and in the JSON answer where one is due; gives the code."""
    sentence = explain(error)
    if not is_of_the_world(error):
        traceback.print_exception(error)
        sentence = f"Inspector has a bug: {sentence}"
    print(sentence, file=sys.stderr)
    if as_json:
        with contextlib.suppress(OSError):  # nobody reads, or the disk that it goes to is full: said above
            answer({"error": sentence}, as_json=True, text="")
    return NO


def ended(done: SystemExit, *, as_json: bool) -> int:
    """The code of a program that has ended by itself. The answer that JSON is due says why, where none was given."""
    code = done.code if isinstance(done.code, int) else DONE
    if as_json and code not in {DONE, NO}:
        why = done.__context__
        sentence = why.format_message() if isinstance(why, typer.TyperException) else "It was told to stop."
        answer({"error": sentence}, as_json=True, text="")
    return code


def is_of_the_world(error: Exception) -> bool:
    """True where a person can do something about it: our `...Error` classes, files, disks, links."""
    kind = type(error)
    ours = kind.__module__.startswith("inspector_app.") and kind.__name__.endswith("Error")
    return ours or isinstance(error, OSError)


def explain(error: Exception) -> str:
    """One sentence, with the file where the system named one."""
    if isinstance(error, OSError) and error.strerror and type(error).__module__ == "builtins":
        named = f"{error.filename}: " if error.filename else ""
        advice = " Free some space, then do it again." if error.errno == errno.ENOSPC else ""
        return f"{named}{error.strerror}.{advice}"
    if is_of_the_world(error):
        return str(error)
    return f"{type(error).__name__}: {error}"

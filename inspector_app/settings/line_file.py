"""Reads line.toml. Unlike a setting, what can't be used stops the start: no line may run on guessed signals."""

from __future__ import annotations

from pathlib import Path

from inspector_app.settings.line_setup import LineSetup
from inspector_app.settings.section_file import SectionFileError, load_sections


class LineFileError(Exception):
    """line.toml can't be used; the message names the file, the key, and what is wrong."""


def load_line_setup(file: Path) -> LineSetup | None:
    """The line's PLC; None where the home has no such file. Raises LineFileError."""
    try:
        return load_sections(file, LineSetup)
    except SectionFileError as error:
        raise LineFileError(str(error)) from error


def needed_line_setup(file: Path) -> LineSetup:
    """The same for what makes no sense without one."""
    setup = load_line_setup(file)
    if setup is None:
        raise LineFileError(f"There is no {file}: docs/line-signals.md shows one to copy.")
    return setup

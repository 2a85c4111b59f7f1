"""Reads line.toml. Unlike a setting, what can't be used stops the start: no line may run on guessed signals."""

from __future__ import annotations

import tomllib
from pathlib import Path

from pydantic import ValidationError

from inspector_app.settings.line_setup import LineSetup


class LineFileError(Exception):
    """line.toml can't be used; the message names the file, the key, and what is wrong."""


def load_line_setup(file: Path) -> LineSetup | None:
    """The line's PLC; None where the home has no such file. Raises LineFileError."""
    try:
        content = tomllib.loads(file.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise LineFileError(f"{file} can't be read: {error}") from error
    try:
        return LineSetup.model_validate(content)
    except ValidationError as error:
        raise LineFileError(f"{file}: {_first(error)}") from error


def needed_line_setup(file: Path) -> LineSetup:
    """The same for what makes no sense without one."""
    setup = load_line_setup(file)
    if setup is None:
        raise LineFileError(f"There is no {file}: docs/line-signals.md shows one to copy.")
    return setup


def _first(error: ValidationError) -> str:
    first = error.errors()[0]
    key = ".".join(str(part) for part in first["loc"])
    known = first["type"] != "extra_forbidden"
    reason = first["msg"].removeprefix("Value error, ") if known else "there is no such key"
    return f"{key}: {reason}" if key else reason

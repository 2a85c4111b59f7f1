"""Reads a TOML file of typed sections. What can't be used stops the start: no line may run on guesses."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

Sections = TypeVar("Sections", bound=BaseModel)


class SectionFileError(Exception):
    """The file can't be used; the message names it, the key, and what is wrong."""


def load_sections(file: Path, kind: type[Sections]) -> Sections | None:
    """The file's content; None where there is no such file. Raises SectionFileError."""
    try:
        content = tomllib.loads(file.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SectionFileError(f"{file} can't be read: {error}") from error
    try:
        return kind.model_validate(content)
    except ValidationError as error:
        raise SectionFileError(f"{file}: {first_trouble(error)}") from error


def first_trouble(error: ValidationError) -> str:
    """The first thing that is wrong: key and reason. A key that is misspelt comes before the one that lacks then."""
    first = min(error.errors(), key=lambda one: one["type"] != "extra_forbidden")
    key = ".".join(str(part) for part in first["loc"])
    known = first["type"] != "extra_forbidden"
    reason = first["msg"].removeprefix("Value error, ") if known else "there is no such key"
    return f"{key}: {reason}" if key else reason

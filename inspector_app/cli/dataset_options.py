"""What the commands for datasets have in common."""

from __future__ import annotations

import getpass
import sys
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from inspector_app.settings.dataset_figures import DatasetFigures
    from inspector_app.settings.home import Home

PatternOption = Annotated[
    str | None,
    typer.Option(
        "--group-by-name",
        help="Regular expression: images whose names match alike, or have the same first bracket, stay together.",
    ),
]
ByOption = Annotated[str | None, typer.Option("--by", help="Your name; else the name of your account.")]


def figures_of(home: Home, pattern: str | None = None, dataset: str | None = None) -> DatasetFigures:
    """The figures of the home's settings; a bad key is named on standard error.

    pattern: of names, in place of that of the settings; else the one by which the dataset was split.
    """
    from pydantic import ValidationError

    from inspector_app.settings.settings_file import load_settings

    loaded = load_settings(home)
    for warning in loaded.warnings:
        print(warning, file=sys.stderr)
    if pattern is None and dataset is not None:
        pattern = _pattern_of_split(home, dataset)
    if pattern is None:
        return loaded.settings
    changed = {**loaded.settings.model_dump(), "dataset_group_pattern": pattern}
    try:
        return type(loaded.settings).model_validate(changed)
    except ValidationError as error:
        reason = error.errors()[0]["msg"].removeprefix("Value error, ")
        raise typer.BadParameter(f"--group-by-name: {reason}") from error


def _pattern_of_split(home: Home, dataset: str) -> str | None:
    from inspector_app.datasets.splitting.kept_rule import kept_rule

    rule = kept_rule(home.vaults / dataset)
    return rule.groups.pattern if rule else None


def who(by: str | None) -> str:
    """Who did it, as it is written down."""
    try:
        return (by or "").strip() or getpass.getuser()
    except (OSError, KeyError):  # an account without a name
        return "unknown"


def table(head: Sequence[str], rows: Sequence[Sequence[object]]) -> list[str]:
    """Lines of a table; what isn't text is set to the right."""
    texts = [list(head), *([_cell(cell) for cell in row] for row in rows)]
    widths = [max(len(line[column]) for line in texts) for column in range(len(head))]
    right = [
        bool(rows) and all(not isinstance(row[column], str) for row in rows) for column in range(len(head))
    ]
    return [
        "  ".join(_set(cell, widths[n], right[n]) for n, cell in enumerate(line)).rstrip() for line in texts
    ]


def counts_table(parts: Mapping[str, Mapping[str, object]], classes: Sequence[str]) -> list[str]:
    """Images, clean ones and each class, a column a part; `parts` gives the figures of each by their names."""
    rows: list[list[object]] = [
        [name, *(figures.get(name, 0) for figures in parts.values())]
        for name in ("images", "clean", *classes)
    ]
    return table(["", *parts], rows)


def _cell(cell: object) -> str:
    return f"{cell:,}" if isinstance(cell, int) else str(cell)


def _set(cell: str, width: int, right: bool) -> str:
    return cell.rjust(width) if right else cell.ljust(width)

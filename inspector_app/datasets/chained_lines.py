"""The chained files of datasets: what is wrong with one is an error of the dataset."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeVar

from inspector_app.datasets.labelled import DatasetError
from inspector_app.settings import chained_lines
from inspector_app.settings.chained_lines import ChainError

Row = TypeVar("Row")


def read_chained(path: Path, called: str, parse: Callable[[dict[str, Any]], Row]) -> tuple[Row, ...]:
    """As `settings.chained_lines.read_chained`; raises DatasetError."""
    try:
        return chained_lines.read_chained(path, called, parse)
    except ChainError as error:
        raise DatasetError(str(error)) from error


def add_chained(
    path: Path, called: str, parse: Callable[[dict[str, Any]], object], row: Mapping[str, Any]
) -> None:
    """As `settings.chained_lines.add_chained`; raises DatasetError, OSError."""
    try:
        chained_lines.add_chained(path, called, parse, row)
    except ChainError as error:
        raise DatasetError(str(error)) from error

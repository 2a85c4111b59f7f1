"""The datasets of a home for a window: a large home is read by a child, so that the window's threads never wait."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from inspector_app.bootstrap.child_jobs import own_command, start_job
from inspector_app.datasets.labelled import DatasetError
from inspector_app.datasets.overview import DatasetLine, list_datasets
from inspector_app.datasets.versions.manifest import MANIFEST
from inspector_app.settings.dataset_figures import DatasetFigures
from inspector_app.settings.home import Home

_LARGE = 4_000_000
# bytes of manifests and of what is known of vaults: more than that takes longer to parse than a press may wait
_LINES = TypeAdapter(tuple[DatasetLine, ...])


def listed_datasets(home: Home, figures: DatasetFigures) -> tuple[DatasetLine, ...]:
    """As `list_datasets`. Raises DatasetError where the child that reads a large home fails."""
    if _size(home) < _LARGE:
        return list_datasets(home, figures)
    process = start_job(own_command("dataset", "list", "--json", f"--home={home.path}"))
    told, errors = process.communicate()
    try:
        return _LINES.validate_python(json.loads(told)["datasets"])
    except (ValueError, KeyError, ValidationError) as error:
        last = errors.decode(errors="replace").strip().splitlines()[-1:] or ["it ended without a word."]
        raise DatasetError(f"The datasets could not be listed: {last[0]}") from error


def _size(home: Home) -> int:
    return sum(_sizes((*home.frozen.glob(f"*/*/{MANIFEST}"), *home.vaults.glob("*/kept-*/index.json"))))


def _sizes(files: Iterable[Path]) -> Iterable[int]:
    for file in files:
        try:
            yield file.stat().st_size
        except OSError:  # replaced while we look
            continue

"""How far a long command is, as JSON lines that the window follows."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from inspector_app.learning.packages.steps import StepTold


def progress_to(path: Path | None, what: str) -> Callable[[int, int], None]:
    """A function that appends `done` of `total` to the file; `what` says in words what is being done.

    It writes nothing where no file was asked for.
    """

    def report(done: int, total: int) -> None:
        _append(path, {"what": what, "done": done, "total": total})

    return report


def steps_to(path: Path | None) -> Callable[[StepTold], None]:
    """The same for work in steps: each line says which step of how many as well, and the seconds that are left."""
    return lambda told: _append(path, asdict(told))


def _append(path: Path | None, told: Mapping[str, object]) -> None:
    if path is None:
        return
    line = {"at": datetime.now(UTC).isoformat(), **told}
    with path.open("a", encoding="utf-8") as file:
        file.write(json.dumps(line, ensure_ascii=False) + "\n")

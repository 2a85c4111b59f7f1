"""How far a long command is, as JSON lines that the window follows."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path


class ProgressFile:
    """Appends one JSON line a step; writes nothing where no file was asked for."""

    def __init__(self, path: Path | None) -> None:
        self._path = path

    def __call__(self, done: int, total: int, what: str) -> None:
        """`done` of `total` steps are done; `what` says in words what is being done."""
        if self._path is None:
            return
        line = {"at": datetime.now(UTC).isoformat(), "done": done, "total": total, "what": what}
        with self._path.open("a", encoding="utf-8") as file:
            file.write(json.dumps(line, ensure_ascii=False) + "\n")

"""How far a long command is, as JSON lines that the window follows."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path


def progress_to(path: Path | None, what: str) -> Callable[[int, int], None]:
    """A function that appends `done` of `total` to the file; `what` says in words what is being done.

    It writes nothing where no file was asked for.
    """

    def report(done: int, total: int) -> None:
        if path is None:
            return
        line = {"at": datetime.now(UTC).isoformat(), "what": what, "done": done, "total": total}
        with path.open("a", encoding="utf-8") as file:
            file.write(json.dumps(line, ensure_ascii=False) + "\n")

    return report

"""Stands in for a command of the program in a job. Run as `python job_stand_in.py ENDING words ...`.

ENDING: `wait` tells progress until it is told to end, `done` answers, `fail` answers with an error, `odd` answers what
nobody asked for.
"""

import json
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

CHECKED = {
    "target": "h", "folder": "/h", "images": 4, "in_vault": 1, "classes": ["a"], "good": False,
    "counts": {"error": 1, "warning": 0, "note": 0},
    "remarks": [
        {"check": "broken", "severity": "error", "says": "a.png is broken.", "figure": None, "concerned": 300,
         "images": ["a"], "files": ["/h/a.png"]},
    ],
}  # fmt: skip


def tell(path: Path) -> None:
    begun = datetime.now(UTC) - timedelta(seconds=10)
    for done, at in ((1, begun), (50, datetime.now(UTC))):
        line = {"at": at.isoformat(), "what": "images looked at", "done": done, "total": 100}
        with path.open("a", encoding="utf-8") as file:
            file.write(json.dumps(line) + "\n")


def main() -> None:
    ending, words = sys.argv[1], sys.argv[2:]
    progress = next((word.partition("=")[2] for word in words if word.startswith("--progress=")), None)
    if progress is not None:
        tell(Path(progress))
    while ending == "wait":
        time.sleep(0.05)
    answers = {"done": CHECKED, "fail": {"error": "The disk is full."}, "odd": {"images": "many"}}
    print(json.dumps(answers[ending]))
    sys.exit(ending != "done")


main()

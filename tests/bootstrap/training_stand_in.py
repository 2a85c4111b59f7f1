"""Stands in for `inspector-app train` and `quantize` in a job: leaves in the folder what they leave, in seconds.

Run as `python training_stand_in.py ENDING train --name ...`. ENDING is what it does after two epochs: `wait` until it
is told to end, `finish`, or `fail`.
"""

import json
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

HEAD = "epoch,time,train/box_loss,metrics/mAP50(B),val/box_loss\n"


def option(name: str, default: str = "") -> str:
    words = sys.argv[2:]
    return words[words.index(name) + 1] if name in words else default


def epoch(work: Path, number: int) -> None:
    results = work / "run" / "results.csv"
    if not results.is_file():
        results.write_text(HEAD, encoding="utf-8")
    with results.open("a", encoding="utf-8") as file:
        file.write(f"{number},{number},{3 / number},{1 - 0.6 / number},{3.2 / number}\n")
    told = {"at": datetime.now(UTC).isoformat(), "epoch": number, "epochs": 4}
    with Path(option("--progress")).open("a", encoding="utf-8") as file:
        file.write(json.dumps(told) + "\n")


def train(work: Path, ending: str) -> None:
    (work / "run").mkdir(parents=True, exist_ok=True)
    (work / "source.json").write_text(json.dumps({"dataset": option("--data")}), encoding="utf-8")
    (work / "family").write_text(option("--family"), encoding="utf-8")
    results = work / "run" / "results.csv"
    done = len(results.read_text(encoding="utf-8").splitlines()) - 1 if results.is_file() else 0
    for number in range(done + 1, done + 3):
        epoch(work, number)
        time.sleep(0.05)
    while ending == "wait":
        time.sleep(0.05)
    if ending == "fail":
        print(json.dumps({"error": "The disk is full."}))
        sys.exit(1)
    (work / "run" / "finished").write_text("best.pt", encoding="utf-8")
    print(json.dumps({"checkpoint": "best.pt"}))


def main() -> None:
    ending, what = sys.argv[1:3]
    work = Path(option("--home")) / "training" / option("--name")
    if what == "train":
        train(work, ending)
    elif ending == "fail":
        print(json.dumps({"error": "There are no images of the test part."}))
        sys.exit(1)
    else:
        print("choosing thresholds", file=sys.stderr, flush=True)
        while ending == "wait":
            time.sleep(0.05)
        print(json.dumps({"package": "models/x"}))


main()

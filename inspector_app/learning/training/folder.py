"""A training's folder: the files that every family of networks keeps alike, so that all else can read them.

family              the name of the family, written when the training begins
crops/              what is learnt from
run/results.csv     a row an epoch; `curves.py` says which columns, and `time`: seconds of training so far, over all
starts, to the end of that epoch's validation
run/args.yaml       what the training was made with, as one flat mapping (`RECORDED` says which of it cards keep)
run/weights/last.pt everything that the next epoch needs, written whole or not at all
run/weights/best.pt the same of the epoch with the best validation figure
run/device          what it was computed on, a line for each change
run/finished        exists once the training has come to its end, and names the checkpoint to take
"""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

from inspector_app.learning.training.curves import Epoch, read_curves
from inspector_app.learning.training.plan import TrainingError, TrainingPlan

LAST, BEST = "last.pt", "best.pt"
RECORDED = (
    "model",
    "imgsz",
    "batch",
    "optimizer",
    "lr0",
    "lrf",
    "cos_lr",
    "seed",
    "time",
    "fliplr",
    "flipud",
    "patience",
    "freeze",
)
_FIRST_FAMILY = "yolov8n"


def results(work: Path) -> Path:
    """The table of epochs."""
    return work / "run" / "results.csv"


def arguments(work: Path) -> Path:
    """What the training was made with."""
    return work / "run" / "args.yaml"


def newest(work: Path) -> Path:
    """The checkpoint to resume from."""
    return work / "run" / "weights" / LAST


def checkpoint(work: Path) -> Path:
    """The network that a training came to: its newest, or its best where it said so when it was finished."""
    finished = _finished(work)
    chosen = finished.read_text(encoding="utf-8").strip() if finished.is_file() else ""
    return work / "run" / "weights" / (chosen or LAST)


def is_finished(work: Path) -> bool:
    """Whether a training has come to its end."""
    return _finished(work).is_file()


def mark_finished(work: Path, chosen: str) -> None:
    """Says that the training is at its end, and which checkpoint (a name) is to be taken."""
    _finished(work).write_text(chosen, encoding="utf-8")


def curves(work: Path) -> tuple[Epoch, ...]:
    """The epochs of a training so far."""
    return read_curves(results(work))


def family_of(work: Path) -> str:
    """The network that a training of this folder began with."""
    begun = work / "family"
    return begun.read_text(encoding="utf-8").strip() if begun.is_file() else _FIRST_FAMILY


def device_of(work: Path) -> str:
    """What a training was computed on; empty where it has not said so."""
    said = _device(work)
    return ", then ".join(said.read_text(encoding="utf-8").splitlines()) if said.is_file() else ""


def write_device(work: Path, words: str) -> None:
    """Says what a training is computed on from now on."""
    said = _device(work)
    said.parent.mkdir(parents=True, exist_ok=True)
    before = said.read_text(encoding="utf-8").splitlines() if said.is_file() else []
    if before[-1:] != [words]:
        said.write_text("".join(f"{line}\n" for line in [*before, words]), encoding="utf-8")


def keep_family(plan: TrainingPlan) -> None:
    """A checkpoint of one network can't be gone on from with another. Raises TrainingError."""
    begun = plan.work / "family"
    if not begun.is_file():
        plan.work.mkdir(parents=True, exist_ok=True)
        begun.write_text(plan.family, encoding="utf-8")
    if family_of(plan.work) != plan.family:
        raise TrainingError(
            f"the training {plan.work.name} began with {family_of(plan.work)}; give another training another name"
        )


def seconds_used(work: Path) -> float:
    """Of training, over all starts, to the end of the last epoch that was written down; 0 before the first."""
    table = results(work)
    if not table.is_file():
        return 0.0
    with table.open(encoding="utf-8", newline="") as file:
        rows = [{str(key).strip(): value for key, value in row.items()} for row in csv.DictReader(file)]
    try:
        return float(rows[-1]["time"] or 0) if rows else 0.0
    except (KeyError, ValueError):
        return 0.0


def trained_side(work: Path) -> int | None:
    """Px of a side of the crops that a training learnt from; None where it has not said so."""
    given = read_arguments(work)
    return int(given["imgsz"]) if "imgsz" in given else None


def training_record(work: Path) -> dict[str, Any]:
    """What a model card says of a training: its arguments and its epochs; empty where there is no such training."""
    given = read_arguments(work)
    if not given or not results(work).is_file():
        return {}
    rows = results(work).read_text(encoding="utf-8").splitlines()[1:]
    # what was resumed names its checkpoint as its model, by a path of this machine
    made_with = {key: given.get(key) for key in RECORDED} | {"model": family_of(work)}
    record = {"arguments": made_with, "epochs": len(rows)}
    return {**record, **({"device": device_of(work)} if device_of(work) else {})}


def read_arguments(work: Path) -> dict[str, Any]:
    """What the training was made with; empty where it has not begun."""
    if not arguments(work).is_file():
        return {}
    import yaml  # noqa: PLC0415 - comes with ultralytics, in the environment that trains

    given: dict[str, Any] = yaml.safe_load(arguments(work).read_text(encoding="utf-8")) or {}
    return given


def _device(work: Path) -> Path:
    return work / "run" / "device"


def _finished(work: Path) -> Path:
    return work / "run" / "finished"

"""An evaluation as a folder: one JSON file and pictures; there whole or not at all.

FOLDER/
    evaluation.json   everything that was measured
    pictures/         missed defects and false calls, each beside its golden, as PNG
"""

from __future__ import annotations

import os
from pathlib import Path

from pydantic import ValidationError

from inspector_app.learning.evaluation import EvaluationError
from inspector_app.validation.content import Evaluation

FILE = "evaluation.json"


def write_evaluation(evaluation: Evaluation, folder: Path) -> None:
    """Writes the JSON file into a folder that holds its pictures already; raises OSError."""
    write_synced(folder / FILE, (evaluation.model_dump_json(indent=1) + "\n").encode())


def read_evaluation(folder: Path) -> Evaluation:
    """Reads an evaluation back; raises EvaluationError naming the file and what is off."""
    path = folder / FILE
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        raise EvaluationError(
            f"{folder}: no evaluation is here ({FILE} is missing); `inspector-app evaluate --out` makes one"
        ) from None
    except OSError as error:
        raise EvaluationError(f"{path}: can't be read: {error.strerror or error}") from error
    try:
        return Evaluation.model_validate_json(data)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(str(step) for step in first["loc"]) or "the file"
        raise EvaluationError(f"{path}: {where}: {first['msg']}; make the evaluation again") from error


def write_synced(path: Path, data: bytes) -> None:
    """Writes a file and waits until the disk has it; raises OSError."""
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())

"""An evaluation as a folder: one JSON file and pictures; there whole or not at all.

FOLDER/
    evaluation.json   everything that was measured
    pictures/         missed defects and false calls, each beside its golden, as PNG
"""

from __future__ import annotations

from pathlib import Path

from pydantic import ValidationError

from inspector_app.learning.evaluating.evaluation import EvaluationError
from inspector_app.settings.whole_files import write_whole
from inspector_app.validation.content import Evaluation

FILE = "evaluation.json"


def write_evaluation(evaluation: Evaluation, folder: Path) -> None:
    """Writes the JSON file into a folder that holds its pictures already; raises OSError."""
    write_whole(folder / FILE, (evaluation.model_dump_json(indent=1) + "\n").encode())


def read_evaluation(folder: Path) -> Evaluation:
    """Reads an evaluation back; raises EvaluationError naming the file and what is off."""
    path = folder / FILE
    if not path.is_file():
        raise EvaluationError(
            f"{folder}: no evaluation is here ({FILE} is missing); `inspector-app evaluate --out` makes one"
        )
    return read_evaluation_file(path)


def read_evaluation_file(path: Path) -> Evaluation:
    """Reads one file; raises EvaluationError naming it and what is off."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise EvaluationError(f"{path}: can't be read: {error.strerror or error}") from error
    try:
        return Evaluation.model_validate_json(data)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(str(step) for step in first["loc"]) or "the file"
        raise EvaluationError(f"{path}: {where}: {first['msg']}; make the evaluation again") from error

"""What a job's command has answered, as the screen shows it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import TypeAdapter, ValidationError

from inspector_app.ui.learning.answers import (
    ApproveAnswer,
    CheckAnswer,
    CompareAnswer,
    DatasetExportAnswer,
    DiffAnswer,
    FreezeAnswer,
    ImportAnswer,
    JobAnswer,
    KnownAcceptAnswer,
    KnownAddAnswer,
    KnownRunAnswer,
    PackageExportAnswer,
    PackageImportAnswer,
    ReleaseAnswer,
    ReportAnswer,
    RollbackAnswer,
    SplitAnswer,
    TagAnswer,
)

_KINDS: Mapping[str, TypeAdapter[Any]] = {
    kind: TypeAdapter(shape)
    for kind, shape in {
        "import": ImportAnswer,
        "check": CheckAnswer,
        "tag": TagAnswer,
        "split": SplitAnswer,
        "freeze": FreezeAnswer,
        "approve": ApproveAnswer,
        "dataset-export": DatasetExportAnswer,
        "diff": DiffAnswer,
        "gates": ReleaseAnswer,
        "release": ReleaseAnswer,
        "rollback": RollbackAnswer,
        "compare": CompareAnswer,
        "package-export": PackageExportAnswer,
        "package-import": PackageImportAnswer,
        "report": ReportAnswer,
        "known-add": KnownAddAnswer,
        "known-run": KnownRunAnswer,
        "known-accept": KnownAcceptAnswer,
    }.items()
}


class AnswerError(Exception):
    """An answer that is not what this kind of job gives; the message says where."""


def read_answer(kind: str, told: Mapping[str, Any]) -> JobAnswer:
    """Raises AnswerError: another version of the program may have left it."""
    try:
        answer: JobAnswer = _KINDS[kind].validate_python(told)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(step) for step in first["loc"])
        raise AnswerError(f"What the job has left can't be read: {where}: {first['msg']}.") from error
    return answer

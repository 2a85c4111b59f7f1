"""Evaluations on unseen images are kept in the home, so that a release knows the newest of a package."""

from __future__ import annotations

from pathlib import Path

from inspector_app.learning.evaluating.folder import read_evaluation_file
from inspector_app.model_packages.package import ModelPackage
from inspector_app.release.evidence import Evidence
from inspector_app.settings.home import Home
from inspector_app.settings.whole_files import write_whole
from inspector_app.validation.content import Evaluation
from inspector_app.validation.readiness import result_of

_NAMED_BY = 16
"""Letters of a package's hash that its evaluations' names begin with."""


def keep_evaluation(home: Home, evaluation: Evaluation) -> Path | None:
    """Keeps an INT8 network's evaluation on unseen images; None for any other. Raises OSError, keeping nothing."""
    if evaluation.model.precision != "int8" or not evaluation.data.unseen:
        return None
    name = f"{evaluation.model.sha256[:_NAMED_BY]}-{evaluation.evaluated_at:%Y%m%dT%H%M%SZ}.json"
    path = _folder(home) / name
    write_whole(path, (evaluation.model_dump_json() + "\n").encode())
    return path


def newest_evaluation(home: Home, package: ModelPackage) -> Evaluation | None:
    """The newest of this very package. Raises EvaluationError for one that can't be read: it may be the worse one."""
    files = sorted(_folder(home).glob(f"{package.sha256[:_NAMED_BY]}-*.json"), reverse=True)
    read = (read_evaluation_file(file) for file in files)
    return next((one for one in read if one.model.sha256 == package.sha256), None)


def as_evidence(evaluation: Evaluation) -> Evidence:
    """For the gates of a release."""
    said = f"the evaluation of {evaluation.evaluated_at:%Y-%m-%d %H:%M} UTC on {evaluation.data.description}"
    return Evidence(said, result_of(evaluation), evaluation.latency.machine)


def _folder(home: Home) -> Path:
    return home.path / "evaluations"

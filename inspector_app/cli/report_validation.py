"""`inspector-app report validation`: the PDF of one evaluation, kept earlier or made now."""

from __future__ import annotations

import errno
import os
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from inspector_app.cli.costs_option import CostsOption, chosen_costs
from inspector_app.cli.evaluation_options import (
    USUAL_IOU,
    AgainstOption,
    BoardsOption,
    DataOption,
    IouOption,
    ModelOption,
    PartOption,
    RecipeOption,
    ScaleOption,
    SeedOption,
    labelled_data,
)
from inspector_app.cli.options import HomeOption, JsonOption, ProgressOption, opened_home
from inspector_app.cli.output import answer
from inspector_app.cli.progress import progress_to
from inspector_app.datasets.parts import Part

if TYPE_CHECKING:
    from inspector_app.bootstrap.evaluating import EvaluationPlan
    from inspector_app.domain.frame import Image
    from inspector_app.reports.thumbnails import ImageLoader
    from inspector_app.settings.home import Home
    from inspector_app.validation.report import ValidationReport

_PREFIX = ".validation-"
_ABANDONED_S = 24 * 3600  # no evaluation takes that long
_MEASURING = 0.85
"""Share of the work that is measuring, where it is done in the same go."""


def command(
    *,
    out: Annotated[Path | None, typer.Option(help="The PDF; else one in the home's reports folder.")] = None,
    evaluation: Annotated[
        Path | None, typer.Option(help="The folder that `evaluate --out` made; else it is measured now.")
    ] = None,
    model: ModelOption = "board-defects",
    boards: BoardsOption = 2000,
    seed: SeedOption = 1,
    data: DataOption = None,
    part: PartOption = Part.VAULT,
    recipe: RecipeOption = None,
    mm_per_px: ScaleOption = None,
    iou: IouOption = USUAL_IOU,
    against: AgainstOption = None,
    costs: CostsOption = None,
    home: HomeOption = None,
    json: JsonOption = False,
    progress: ProgressOption = None,
) -> None:
    """Makes the validation report. The same evaluation gives the same file."""
    labelled = labelled_data(data, part, recipe, mm_per_px, iou)
    from inspector_app.bootstrap.evaluating import EvaluationPlan

    station = opened_home(home, log="report")
    tell = progress_to(progress, "validation report")
    if evaluation is not None:
        _draw(evaluation, out, station, json=json, tell=lambda share: tell(round(100 * share), 100))
        return
    check_place(out)
    plan = EvaluationPlan(
        model=model,
        boards=boards,
        seed=seed,
        data=labelled,
        against=against,
        costs=chosen_costs(costs, recipe, station),
    )
    with _measured(
        plan, station, lambda done, total: tell(round(100 * _MEASURING * done / total), 100)
    ) as kept:
        rest = 1 - _MEASURING
        _draw(
            kept,
            out,
            station,
            json=json,
            tell=lambda share: tell(round(100 * (_MEASURING + rest * share)), 100),
        )


@contextmanager
def _measured(plan: EvaluationPlan, home: Home, progress: Callable[[int, int], None]) -> Iterator[Path]:
    """The folder of an evaluation made now; it is gone afterwards, however that ends."""
    from dataclasses import replace

    from inspector_app.bootstrap.evaluating import evaluate

    _remove_abandoned(home)
    with tempfile.TemporaryDirectory(prefix=_PREFIX, dir=home.reports) as place:
        kept = Path(place) / "evaluation"
        evaluate(replace(plan, out=kept), home, progress)
        yield kept


def check_place(out: Path | None) -> None:
    """Before the minutes that measuring takes: raises OSError where the PDF could not be written afterwards."""
    if out is None:
        return
    if not out.absolute().parent.is_dir():
        raise OSError(errno.ENOENT, os.strerror(errno.ENOENT), str(out))
    if out.is_dir():
        raise OSError(errno.EISDIR, os.strerror(errno.EISDIR), str(out))
    if not os.access(out.absolute().parent, os.W_OK):
        raise OSError(errno.EACCES, os.strerror(errno.EACCES), str(out))


def _remove_abandoned(home: Home) -> None:
    """What a killed job has left."""
    for left in home.reports.glob(f"{_PREFIX}*"):
        if left.is_dir() and time.time() - left.stat().st_mtime > _ABANDONED_S:
            shutil.rmtree(left, ignore_errors=True)


def _draw(folder: Path, out: Path | None, home: Home, *, json: bool, tell: Callable[[float], None]) -> None:
    from inspector_app.cli.evaluation_answer import limits_of
    from inspector_app.learning.evaluating.folder import read_evaluation
    from inspector_app.reports.validation_pdf import draw_validation_report
    from inspector_app.validation.report import build_validation_report

    report = build_validation_report(read_evaluation(folder), limits_of(home))
    file = (out or home.reports / f"{report.report_id}.pdf").absolute()
    draw_validation_report(report, pictures_of(folder), file, tell)
    answer(
        _result(report, file), as_json=json, text=f"{report.readiness.sentence}\n{report.report_id}: {file}"
    )


def _result(report: ValidationReport, file: Path) -> dict[str, object]:
    return {
        "file": file,
        "report_id": report.report_id,
        "sha256": report.sha256,
        "model": report.evaluation.model.name,
        "ready": report.readiness.ready,
        "why": report.readiness.sentence,
        "missed": report.evaluation.missed,
    }


def pictures_of(folder: Path) -> ImageLoader:
    """Reads pictures by their paths relative to the evaluation's folder; None where one is gone or lies outside."""
    from inspector_app.imaging.reading import read_image

    def load(path: str) -> Image | None:
        file = (folder / path).resolve()
        inside = file.is_relative_to(folder.resolve())
        return read_image(file) if inside and file.is_file() else None

    return load

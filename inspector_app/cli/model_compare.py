"""`inspector-app model compare`: any number of packages side by side on the same images."""

from __future__ import annotations

import os
import shlex
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from inspector_app.cli.errors import NO
from inspector_app.cli.evaluation_options import (
    USUAL_IOU,
    DataOption,
    IouOption,
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
    from inspector_app.bootstrap.comparing import ComparePlan


def command(
    models: Annotated[list[str], typer.Argument(help="Names or folders of packages, two or more.")],
    *,
    boards: Annotated[int, typer.Option(min=2, help="Fresh boards, half of them good.")] = 1000,
    seed: SeedOption = 1,
    data: DataOption = None,
    part: PartOption = Part.VAULT,
    recipe: RecipeOption = None,
    mm_per_px: ScaleOption = None,
    iou: IouOption = USUAL_IOU,
    out: Annotated[
        Path | None,
        typer.Option(help="Write the tables to this file as Markdown; one that is there is replaced."),
    ] = None,
    home: HomeOption = None,
    json: JsonOption = False,
    progress: ProgressOption = None,
) -> None:
    """Accuracy in INT8 and floating point, latency, size and training, measured in one run; for two, a verdict.

    With --data all are shown the same part of a dataset in one use of it, which is counted.
    """
    if len(models) < 2:
        raise typer.BadParameter("two packages or more, please")
    labelled = labelled_data(data, part, recipe, mm_per_px, iou)
    from inspector_app.bootstrap.comparing import ComparePlan, compare
    from inspector_app.cli.comparison_words import comparison_markdown, comparison_text

    target = None if out is None else _writable(out.absolute())
    station = opened_home(home, log="model")
    plan = ComparePlan(tuple(models), boards, seed, labelled)
    compared = compare(plan, station, progress_to(progress, "boards" if labelled is None else "images"))
    fault = None if target is None else _write(target, comparison_markdown(compared, _typed(plan)))
    asked = {"boards": boards, "seed": seed} if labelled is None else {"data": labelled.where, "part": part}
    result = {**asked, **compared.as_json(), "out": None if fault else target, "not_written": fault}
    answer(result, as_json=json, text="\n".join([comparison_text(compared), *([fault] if fault else [])]))
    if fault:
        raise typer.Exit(NO)


def _writable(target: Path) -> Path:
    """Seen before the minutes that the rest takes, and before a use of a vault is counted."""
    there = next(folder for folder in target.parents if folder.exists())
    if target.is_dir() or not there.is_dir() or not os.access(there, os.W_OK):
        raise typer.BadParameter(f"--out: {target} can't be written")
    return target


def _write(target: Path, tables: str) -> str | None:
    """Why it could not be written: a full disk must not take the figures away as well."""
    from inspector_app.settings.whole_files import write_whole

    try:
        write_whole(target, tables.encode())
    except OSError as error:
        return f"{target} was not written: {error.strerror or error}."
    return None


def _typed(plan: ComparePlan) -> str:
    """The command that gives these tables again, without where this machine keeps things."""
    words = ["inspector-app", "model", "compare", *plan.models]
    if plan.data is None:
        return shlex.join([*words, "--boards", str(plan.boards), "--seed", str(plan.seed)])
    where, given = plan.data.where, plan.data
    words += ["--data", where.name if where.is_absolute() else str(where)]
    words += [] if where.is_dir() else ["--part", given.part.value]
    for option, value in (("--recipe", given.recipe), ("--mm-per-px", given.mm_per_px)):
        words += [] if value is None else [option, str(value)]
    return shlex.join([*words, *([] if given.iou == USUAL_IOU else ["--iou", str(given.iou)])])

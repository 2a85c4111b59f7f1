"""`inspector-app evaluate`: figures on fresh boards, on labelled images, or on the public DeepPCB set."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from inspector_app.cli.costs_option import CostsOption, chosen_costs
from inspector_app.cli.evaluate_deeppcb import DeepPcbRun, evaluate_deeppcb
from inspector_app.cli.evaluation_answer import boards_text, limits_of, summary
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


def command(
    *,
    model: ModelOption = "board-defects",
    boards: BoardsOption = 2000,
    seed: SeedOption = 1,
    data: DataOption = None,
    part: PartOption = Part.VAULT,
    protocol: Annotated[str | None, typer.Option(help="How that folder is scored: deeppcb.")] = None,
    reference: Annotated[
        bool, typer.Option("--reference", help="Measure the floating-point network.")
    ] = False,
    recipe: RecipeOption = None,
    mm_per_px: ScaleOption = None,
    iou: IouOption = USUAL_IOU,
    against: AgainstOption = None,
    out: Annotated[
        Path | None, typer.Option(help="Keep everything in this new folder: one JSON file and pictures.")
    ] = None,
    detections: Annotated[
        Path | None,
        typer.Option(help="With --protocol: write what was found to this new folder, a text file an image."),
    ] = None,
    costs: CostsOption = None,
    home: HomeOption = None,
    json: JsonOption = False,
    progress: ProgressOption = None,
) -> None:
    """Runs the station's own examination over images whose truth is known."""
    if protocol not in {None, "deeppcb"} or (protocol is not None and data is None):
        raise typer.BadParameter("--protocol is deeppcb, and goes with --data")
    if detections is not None and protocol is None:
        raise typer.BadParameter("--detections goes with --protocol deeppcb")
    if protocol is not None:
        evaluate_deeppcb(
            DeepPcbRun(model, data or Path(), reference, detections), home=home, json=json, progress=progress
        )
        return
    labelled = labelled_data(data, part, recipe, mm_per_px, iou)
    from inspector_app.bootstrap.evaluating import EvaluationPlan, evaluate

    station = opened_home(home, log="evaluate")
    plan = EvaluationPlan(
        model=model,
        boards=boards,
        seed=seed,
        data=labelled,
        against=against,
        reference=reference,
        costs=chosen_costs(costs, recipe, station),
        out=out,
    )
    measured = evaluate(plan, station, progress_to(progress, "boards" if data is None else "images"))
    result = summary(plan, measured, limits_of(station))
    answer(result, as_json=json, text=boards_text(result))

"""`inspector-app evaluate`: figures on fresh boards that no training saw, or on the public DeepPCB set."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from inspector_app.cli.costs_option import CostsOption, read_costs
from inspector_app.cli.evaluation_answer import boards_text, check_options, summary
from inspector_app.cli.options import HomeOption, JsonOption, ProgressOption, opened_home
from inspector_app.cli.output import answer
from inspector_app.cli.progress import progress_to


def command(
    *,
    model: Annotated[str, typer.Option(help="Name or folder of a model package.")] = "board-defects",
    boards: Annotated[int, typer.Option(min=2, help="Fresh boards, half of them good.")] = 2000,
    seed: Annotated[int, typer.Option(min=0, help="Seed of the boards.")] = 1,
    data: Annotated[
        Path | None, typer.Option(help="A dataset of labelled images with goldens, instead of fresh boards.")
    ] = None,
    protocol: Annotated[str | None, typer.Option(help="How that folder is scored: deeppcb.")] = None,
    reference: Annotated[
        bool, typer.Option("--reference", help="Measure the floating-point network.")
    ] = False,
    recipe: Annotated[
        str | None, typer.Option(help="With --data: the recipe whose tolerances and scale count.")
    ] = None,
    mm_per_px: Annotated[
        float | None, typer.Option(help="With --data: mm a pixel; without it sizes are in px.")
    ] = None,
    against: Annotated[
        str | None, typer.Option(help="Another package, measured on the same images and compared.")
    ] = None,
    out: Annotated[
        Path | None, typer.Option(help="Keep everything in this new folder: one JSON file and pictures.")
    ] = None,
    costs: CostsOption = None,
    home: HomeOption = None,
    json: JsonOption = False,
    progress: ProgressOption = None,
) -> None:
    """Runs the station's own examination over images whose truth is known."""
    if protocol not in {None, "deeppcb"} or (protocol is not None and data is None):
        raise typer.BadParameter("--protocol is deeppcb, and goes with --data")
    if protocol is not None:
        _evaluate_deeppcb(model, data or Path(), reference=reference, home=home, json=json, progress=progress)
        return
    check_options(data=data, recipe=recipe, mm_per_px=mm_per_px)
    from inspector_app.bootstrap.evaluating import EvaluationPlan, evaluate

    station = opened_home(home, log="evaluate")
    plan = EvaluationPlan(
        model=model,
        boards=boards,
        seed=seed,
        data=data,
        recipe=recipe,
        mm_per_px=mm_per_px,
        against=against,
        reference=reference,
        costs=read_costs(costs),
        out=out,
    )
    measured = evaluate(plan, station, progress_to(progress, "boards" if data is None else "images"))
    result = summary(plan, measured)
    answer(result, as_json=json, text=boards_text(result))


def _evaluate_deeppcb(
    model: str, data: Path, *, reference: bool, home: Path | None, json: bool, progress: Path | None
) -> None:
    from inspector_app.bootstrap.models import open_model, open_network
    from inspector_app.learning.deeppcb import evaluate_deeppcb

    package, network = open_model(model, opened_home(home, log="evaluate"))
    if reference:
        network = open_network(package.reference, package.card.classes)
    figures = evaluate_deeppcb(data, network, progress=progress_to(progress, "boards"))
    identity = {
        "model": package.card.name,
        "sha256": package.sha256,
        "precision": "fp32" if reference else "int8",
    }
    answer({**identity, **figures}, as_json=json, text=_deeppcb_text(figures))


def _deeppcb_text(figures: dict[str, Any]) -> str:
    return f"{figures['images']} pairs, IoU 0.33: mAP {figures['map']:.1%}, best F {figures['f']:.1%}"

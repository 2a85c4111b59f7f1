"""`inspector-app model ensemble`: several packages become one that asks all of them."""

from __future__ import annotations

import math
from typing import Annotated

import typer

from inspector_app.cli.costs_option import CostsOption, chosen_costs
from inspector_app.cli.dataset_options import figures_of
from inspector_app.cli.options import HomeOption, JsonOption, opened_home, plain_name
from inspector_app.cli.output import answer


def command(
    name: Annotated[str, typer.Argument(callback=plain_name, help="Name of the new package.")],
    models: Annotated[list[str], typer.Argument(help="Names or folders of its members, two or more.")],
    *,
    weights: Annotated[
        str | None, typer.Option(help="How much each member counts, as 2,1,1; else all alike.")
    ] = None,
    fusion_iou: Annotated[
        float,
        typer.Option(min=0.5, max=0.95, help="Boxes of one class that overlap more are one defect."),
    ] = 0.55,
    data: Annotated[
        str | None,
        typer.Option(
            help="A frozen dataset, NAME or NAME@VERSION: thresholds by its validation part, figures of its test "
            "part; else boards are generated."
        ),
    ] = None,
    validation_boards: Annotated[
        int, typer.Option(min=2, help="Generated boards to choose thresholds on.")
    ] = 2500,
    held_out_boards: Annotated[int, typer.Option(min=2, help="Generated boards to measure on.")] = 2600,
    recipe: Annotated[
        str | None,
        typer.Option(help="With --data: the recipe whose tolerances count; else every label does."),
    ] = None,
    mm_per_px: Annotated[
        float | None, typer.Option(min=1e-6, help="With --data: mm a pixel; else sizes are in px.")
    ] = None,
    costs: CostsOption = None,
    home: HomeOption = None,
    json: JsonOption = False,
) -> None:
    """Fuses what the members find (weighted boxes fusion), chooses thresholds anew, measures, seals.

    The members' networks are copied into the package: it goes on working when they are gone. Each image takes the
    time of all members together. The vault stays shut.
    """
    from inspector_app.bootstrap.ensembling import EnsembleWish, ensemble_of
    from inspector_app.bootstrap.training import Scale
    from inspector_app.datasets.shut_vaults import keep_vaults_shut
    from inspector_app.learning.packages.generated_source import GeneratedSource

    if data is None and (recipe is not None or mm_per_px is not None):
        raise typer.BadParameter("--recipe and --mm-per-px go with --data")
    station = opened_home(home, log="model")
    keep_vaults_shut(station)
    wish = EnsembleWish(
        name=name,
        models=tuple(models),
        weights=_weights(weights),
        iou=fusion_iou,
        data=data,
        scale=Scale(recipe, mm_per_px),
        boards=GeneratedSource(validation_boards, held_out_boards, calibration_boards=0),
        costs=chosen_costs(costs, recipe, station),
    )
    package = ensemble_of(wish, station, figures_of(station), lambda step: typer.echo(step, err=True))
    card = package.card
    result = {
        "package": package.folder,
        "sha256": package.sha256,
        "ensemble": card.ensemble,
        "thresholds": card.thresholds,
        "figures": card.figures,
    }
    answer(result, as_json=json, text=f"Package: {package.folder}")


def _weights(text: str | None) -> tuple[float, ...]:
    if text is None:
        return ()
    try:
        weights = tuple(float(one) for one in text.split(","))
    except ValueError:
        weights = ()
    if not weights or not all(math.isfinite(one) and one > 0 for one in weights):
        raise typer.BadParameter(f"--weights: {text!r} are no numbers above 0 with commas between")
    return weights

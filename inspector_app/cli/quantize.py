"""`inspector-app quantize`: a checkpoint becomes a measured INT8 model package."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from inspector_app.cli.costs_option import CostsOption, chosen_costs
from inspector_app.cli.dataset_options import figures_of
from inspector_app.cli.options import HomeOption, JsonOption, opened_home, plain_name
from inspector_app.cli.output import answer


def command(
    *,
    name: Annotated[
        str, typer.Option(callback=plain_name, help="Name of the training, and of the package.")
    ] = "board-defects",
    checkpoint: Annotated[Path | None, typer.Option(help="A checkpoint; else the training's newest.")] = None,
    target: Annotated[Path | None, typer.Option(help="The package's folder; else HOME/models/NAME.")] = None,
    validation_boards: Annotated[
        int, typer.Option(min=2, help="Generated boards to choose thresholds on.")
    ] = 2500,
    held_out_boards: Annotated[int, typer.Option(min=2, help="Generated boards to measure on.")] = 2600,
    calibration_boards: Annotated[
        int, typer.Option(min=1, help="Generated boards to calibrate INT8 on.")
    ] = 300,
    recipe: Annotated[
        str | None,
        typer.Option(help="Of a dataset: the recipe whose tolerances count; else every label does."),
    ] = None,
    mm_per_px: Annotated[
        float | None, typer.Option(min=1e-6, help="Of a dataset: mm a pixel; else sizes are in px.")
    ] = None,
    costs: CostsOption = None,
    parent: Annotated[str | None, typer.Option(help="The package that the training went on from.")] = None,
    home: HomeOption = None,
    json: JsonOption = False,
) -> None:
    """Exports, quantises with NNCF, chooses thresholds on validation images, measures on held-out ones, seals.

    A training on a dataset is measured on its test part; the vault stays shut.
    """
    from inspector_app.bootstrap.models import open_network
    from inspector_app.bootstrap.training import Scale, input_side_of, source_of
    from inspector_app.datasets.shut_vaults import keep_vaults_shut
    from inspector_app.learning.generated_source import GeneratedSource
    from inspector_app.learning.package_making import PackagePlan, make_package
    from inspector_app.learning.training_folder import checkpoint as newest
    from inspector_app.learning.training_folder import family_of, training_record

    station = opened_home(home, log="quantize")
    keep_vaults_shut(station)
    work = station.path / "training" / name
    chosen = checkpoint or newest(work)
    generated = GeneratedSource(validation_boards, held_out_boards, calibration_boards)
    plan = PackagePlan(
        checkpoint=chosen,
        target=target or station.models / name,
        work=work,
        name=name,
        source=source_of(work, generated, Scale(recipe, mm_per_px), station, figures_of(station)),
        side=input_side_of(work),
        parent=parent,
        training=training_record(work),
        family=family_of(work),
        costs=chosen_costs(costs, recipe, station),
    )
    package = make_package(plan, open_network, lambda step: typer.echo(step, err=True))
    result = {"package": package.folder, "sha256": package.sha256, "figures": package.card.figures}
    answer(result, as_json=json, text=f"Package: {package.folder}")

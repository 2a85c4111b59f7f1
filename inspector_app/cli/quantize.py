"""`inspector-app quantize`: a checkpoint becomes a measured INT8 model package."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from inspector_app.cli.costs_option import CostsOption, chosen_costs
from inspector_app.cli.dataset_options import figures_of
from inspector_app.cli.options import HomeOption, JsonOption, ProgressOption, opened_home, plain_name
from inspector_app.cli.output import answer
from inspector_app.cli.progress import steps_to
from inspector_app.cli.training_options import EngineerOption

if TYPE_CHECKING:
    from inspector_app.learning.quantising.int8_drop import DropLimit
    from inspector_app.model_packages.package import ModelPackage
    from inspector_app.settings.station import Settings


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
    max_drop: Annotated[
        float | None,
        typer.Option(
            min=0,
            max=100,
            help="Points of mAP that INT8 may lose on validation images; beyond it operations go back to floating "
            "point. [default: the setting quantize_max_drop, 0.3 (ours)]",
        ),
    ] = None,
    max_recall_drop: Annotated[
        float | None,
        typer.Option(
            min=0,
            max=100,
            help="The same for the recall of each class, in points; one defect may always be lost. "
            "[default: the setting quantize_max_recall_drop, 1 (ours)]",
        ),
    ] = None,
    drop_images: Annotated[
        int, typer.Option(min=1, help="Validation images on which that is measured.")
    ] = 300,
    parent: Annotated[str | None, typer.Option(help="The package that the training went on from.")] = None,
    engineer: EngineerOption = "",
    home: HomeOption = None,
    json: JsonOption = False,
    progress: ProgressOption = None,
) -> None:
    """Exports, quantises within a limit of what that may cost, chooses thresholds, measures, seals.

    Limit and thresholds are held against validation images, the figures are of held-out ones.
    A training on a dataset is measured on its test part; the vault stays shut.
    """
    from inspector_app.bootstrap.job_records import claim_beside_the_line
    from inspector_app.bootstrap.models import open_network
    from inspector_app.bootstrap.this_machine import machine_in_words
    from inspector_app.bootstrap.training import Scale, input_side_of, source_of
    from inspector_app.datasets.shut_vaults import keep_vaults_shut
    from inspector_app.learning.packages.generated_source import GeneratedSource
    from inspector_app.learning.packages.making import PackagePlan, make_package, steps_of
    from inspector_app.learning.packages.steps import Steps
    from inspector_app.learning.training.folder import checkpoint as newest
    from inspector_app.learning.training.folder import family_of, training_record
    from inspector_app.settings.settings_file import load_settings

    station = opened_home(home, log="quantize")
    keep_vaults_shut(station)
    work = station.path / "training" / name
    chosen = checkpoint or newest(work)
    claim_beside_the_line(work, "quantize", engineer)
    limit = _limit(load_settings(station).settings, max_drop, max_recall_drop)
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
        limit=limit,
        drop_images=drop_images,
        machine=machine_in_words(),
    )
    steps = Steps(steps_of(plan), lambda step: typer.echo(step, err=True), steps_to(progress))
    package = make_package(plan, open_network, steps)
    result = {"package": package.folder, "sha256": package.sha256, "figures": package.card.figures}
    answer(result, as_json=json, text=_said(package))


def _limit(limits: Settings, max_drop: float | None, max_recall_drop: float | None) -> DropLimit:
    """What is typed, else the setting; both are said."""
    from inspector_app.learning.quantising.int8_drop import DropLimit

    given = {"quantize_max_drop": max_drop, "quantize_max_recall_drop": max_recall_drop}
    said = [limits.source(key) if own is None else f"{own:g} (chosen here)" for key, own in given.items()]
    typer.echo(f"INT8 may lose {said[0]} points of mAP, {said[1]} points of a class's recall", err=True)
    return DropLimit(*(getattr(limits, key) if own is None else own for key, own in given.items()))


def _said(package: ModelPackage) -> str:
    """Where it is, what INT8 lost, and what stayed in floating point for it."""
    made = package.card.figures["quantising"]
    before, after = made["drop_before"], made["drop"]
    lines = [
        f"Package: {package.folder}",
        f"mAP of {after['images']} validation images: floating point {after['map50_fp32']:.2%}, "
        f"INT8 {after['map50_int8']:.2%}, {after['points']:+.2f} points lost (limit {made['limit_points']:g})",
    ]
    if made["reverted"]:
        kept = len(made["reverted"])
        lines.append(
            f"{kept} operations stay in floating point; without them {before['points']:+.2f} were lost"
        )
    for code in made["classes_beyond"]:
        one = after["recall"][code]
        lines.append(
            f"Recall of {code}: floating point {one['fp32']:.2%}, INT8 {one['int8']:.2%} of {one['n']:,} defects "
            f"(limit {made['limit_recall_points']:g} points)"
        )
    if not made["held"]:
        lines.append(
            "The limit is not kept: a release needs a QA lead's name and reason, or more images to learn from"
        )
    return "\n".join(lines)

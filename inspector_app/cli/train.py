"""`inspector-app train`: from generated boards, or a plant's own dataset, to a checkpoint."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from inspector_app.cli.options import HomeOption, JsonOption, ProgressOption, opened_home, plain_name
from inspector_app.cli.output import answer
from inspector_app.cli.progress import progress_to
from inspector_app.cli.training_options import DeviceOption, EngineerOption, training_result, training_words
from inspector_app.learning.families import FAMILIES

if TYPE_CHECKING:
    from inspector_app.bootstrap.training_permission import Acceptance
    from inspector_app.settings.home import Home

_PATIENCE = 20
"""Epochs; the field's guide expects a plateau after 20 to 30."""


def _absolute(path: Path | None) -> Path | None:
    return path.absolute() if path is not None else None


def command(
    *,
    name: Annotated[
        str,
        typer.Option(
            callback=plain_name, help="Name of the training; its checkpoints lie in HOME/training/NAME."
        ),
    ] = "board-defects",
    data: Annotated[
        str | None,
        typer.Option(help="A frozen dataset, NAME or NAME@VERSION; else boards are generated."),
    ] = None,
    family: Annotated[str, typer.Option(help=f"The network: {', '.join(FAMILIES)}.")] = "yolov8n",
    minutes: Annotated[
        float | None, typer.Option(min=0.1, help="Time limit; the learning rate falls to fit it.")
    ] = None,
    epochs: Annotated[int, typer.Option(min=1, help="Epochs, where no time limit is given.")] = 30,
    patience: Annotated[
        int | None,
        typer.Option(
            min=0,
            help="Epochs without a better validation figure after which it stops and takes the best; "
            "0 goes to the end. [default: 20 with --data, else 0]",
        ),
    ] = None,
    freeze: Annotated[int, typer.Option(min=0, help="First layers that stay as they are.")] = 0,
    augment: Annotated[
        str | None,
        typer.Option(
            help="What crops are changed by: position, light, focus, noise, dust, with commas between. "
            "[default: position,light,focus with --data, else position]"
        ),
    ] = None,
    balance: Annotated[
        bool, typer.Option(help="With --data: rare classes are shown more often than they come.")
    ] = True,
    image_alone: Annotated[
        bool | None,
        typer.Option(
            "--image-alone/--with-golden",
            help="With --data: what the network sees. [default: with golden where the dataset has goldens]",
        ),
    ] = None,
    crops: Annotated[int, typer.Option(min=1, help="With --data: crops of each image with defects.")] = 4,
    products: Annotated[int, typer.Option(min=1, help="Generated products to learn from.")] = 600,
    first_product: Annotated[int, typer.Option(min=0, help="Number of the first of them.")] = 0,
    boards: Annotated[int, typer.Option(min=1, help="Boards of each view of a product.")] = 8,
    validation_products: Annotated[
        int, typer.Option(min=1, help="Generated products to watch progress on.")
    ] = 24,
    start: Annotated[
        str | None, typer.Option(help="A model package to go on from; else from scratch.")
    ] = None,
    learning_rate: Annotated[
        float | None, typer.Option(min=1e-7, max=1, help="Highest learning rate. [default: the family's own]")
    ] = None,
    batch: Annotated[int, typer.Option(min=1, help="Crops a step.")] = 32,
    seed: Annotated[int, typer.Option(min=0, help="Seed of crops and weights.")] = 1,
    device: DeviceOption = "auto",
    engineer: EngineerOption = "",
    open_errors_accepted_by: Annotated[
        str | None,
        typer.Option(
            help="With --data: who accepts the errors of the check that the version was frozen with."
        ),
    ] = None,
    reason: Annotated[
        str | None, typer.Option(help="Why they are accepted; stays on the model's card.")
    ] = None,
    pack: Annotated[
        Path | None,
        typer.Option(
            callback=_absolute,
            help="Don't train here: write all that it needs to this file, for `training run` elsewhere.",
        ),
    ] = None,
    home: HomeOption = None,
    json: JsonOption = False,
    progress: ProgressOption = None,
) -> None:
    """Trains a network that finds defects. Started again with the same name, it goes on from its last checkpoint."""
    from inspector_app.bootstrap import packed_training, training
    from inspector_app.bootstrap.job_records import claim_to_train
    from inspector_app.datasets.versions.reading import open_version
    from inspector_app.learning.board_crops import CropPlan
    from inspector_app.learning.devices import chosen_device
    from inspector_app.learning.families import OUTLINED, check_plan
    from inspector_app.learning.labelled_crops import LabelledCropPlan
    from inspector_app.learning.training import train
    from inspector_app.learning.training_plan import TrainingPlan
    from inspector_app.model_packages.shelf import find_package, package_folders

    acceptance = _acceptance(open_errors_accepted_by, reason)
    station = _opened(home)
    work = station.path / "training" / name
    own = data is not None
    version = open_version(station, data) if data is not None else None
    allowed = training.permission_for(work, version, station, acceptance)
    compares = version is None or (training.has_goldens(version) if image_alone is None else not image_alone)
    plan = TrainingPlan(
        data=work,
        work=work,
        family=family,
        epochs=epochs,
        minutes=minutes,
        learning_rate=learning_rate,
        batch=batch,
        seed=seed,
        patience=patience if patience is not None else _PATIENCE if own else 0,
        freeze=freeze,
        augment=tuple((augment or ("position,light,focus" if own else "position")).split(",")),
        compares=compares,
        start=find_package(start, package_folders(station.models)).weights if start else None,
        device="auto" if pack is not None else chosen_device(device),
    )
    check_plan(plan)
    if pack is not None:
        packed_training.check_can_be_packed(plan, pack)
    claim_to_train(work, engineer)
    if version is not None:
        cut = LabelledCropPlan(
            crops, seed=seed, balance=balance, compares=compares, outlined=family in OUTLINED
        )
        made = training.cut_crops(
            work, version, cut, station, progress_to(progress, "cutting images"), allowed=allowed
        )
    else:
        drawn = CropPlan(
            products, boards, seed=seed, validation_products=validation_products, first_product=first_product
        )
        made = training.draw_crops(work, family, drawn, progress_to(progress, "drawing products"))
    plan = plan.on(made.data_yaml)
    if pack is not None:
        sealed = packed_training.pack(pack, plan, version, partial(typer.echo, err=True))
        result = {
            "file": pack,
            "bytes": pack.stat().st_size,
            "job": sealed.identity,
            "left_out": made.left_out,
        }
        answer(result, as_json=json, text=_packed(pack, sealed.identity))
        return
    result = training_result(train(plan, progress=progress), work, made.left_out)
    answer(result, as_json=json, text=training_words(result))


def _opened(home: Path | None) -> Home:
    from inspector_app.datasets.shut_vaults import keep_vaults_shut

    station = opened_home(home, log="train")
    keep_vaults_shut(station)
    return station


def _acceptance(by: str | None, reason: str | None) -> Acceptance | None:
    from inspector_app.bootstrap.training_permission import Acceptance

    if by is None and reason is None:
        return None
    if not (by or "").strip() or not (reason or "").strip():
        raise typer.BadParameter("--open-errors-accepted-by NAME and --reason TEXT go together")
    return Acceptance(str(by).strip(), str(reason).strip())


def _packed(file: Path, identity: str) -> str:
    return (
        f"{file}: {file.stat().st_size / 1e6:,.1f} MB, job {identity[:12]}\n"
        f"On the other machine: inspector-app training run {file.name}"
    )

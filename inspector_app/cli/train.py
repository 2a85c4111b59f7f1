"""`inspector-app train`: from generated boards, or a plant's own dataset, to a checkpoint."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from inspector_app.cli.options import HomeOption, JsonOption, ProgressOption, opened_home, plain_name
from inspector_app.cli.output import answer
from inspector_app.cli.progress import progress_to
from inspector_app.cli.training_options import DeviceOption, EngineerOption, training_result, training_words
from inspector_app.learning.families import FAMILIES

if TYPE_CHECKING:
    from inspector_app.bootstrap.training import OwnImages
    from inspector_app.bootstrap.training_permission import Acceptance
    from inspector_app.learning.crops.board_crops import CropPlan
    from inspector_app.learning.crops.labelled_crops import LabelledCropPlan, LabelledCrops
    from inspector_app.learning.training.plan import TrainingPlan
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
    without: Annotated[
        list[str] | None,
        typer.Option(
            help="A class that it is kept from seeing, to measure what is caught of a defect that nobody trained for; "
            "can be given more than once."
        ),
    ] = None,
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
    from inspector_app.bootstrap.job_records import claim_beside_the_line
    from inspector_app.bootstrap.training import own_images
    from inspector_app.learning.crops.board_crops import CropPlan
    from inspector_app.learning.crops.labelled_crops import LabelledCropPlan
    from inspector_app.learning.families import check_plan
    from inspector_app.learning.training.plan import TrainingPlan

    acceptance = _acceptance(open_errors_accepted_by, reason)
    work = (station := _opened(home)).path / "training" / name
    own = own_images(station, data, work, acceptance) if data is not None else None
    left_off = _left_off(without or (), own)
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
        compares=own is None or (own.has_goldens if image_alone is None else not image_alone),
        start=_start(station, start),
        device=_device(device, pack),
    )
    check_plan(plan)
    _check_pack(plan, pack)
    claim_beside_the_line(work, engineer=engineer)
    if own is not None:
        made = _cut(station, own, plan, LabelledCropPlan(crops, balance=balance, without=left_off), progress)
    else:
        drawn = CropPlan(
            products, boards, validation_products=validation_products, first_product=first_product
        )
        made = _drawn(plan, replace(drawn, without=left_off), progress)
    finish = partial(_packed, pack, own) if pack is not None else _trained
    result, words = finish(plan.on(made.data_yaml), made.left_out, progress)
    answer(result, as_json=json, text=words)


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


def _left_off(without: Sequence[str], own: OwnImages | None) -> tuple[str, ...]:
    from inspector_app.boards import DEFECT_CODES

    classes = DEFECT_CODES if own is None else own.version.manifest.classes
    if unknown := set(without) - set(classes):
        raise typer.BadParameter(f"no such class: {', '.join(sorted(unknown))} ({', '.join(classes)})")
    if set(without) == set(classes):
        raise typer.BadParameter("--without leaves no class to learn")
    return tuple(code for code in classes if code in without)


def _start(station: Home, start: str | None) -> Path | None:
    from inspector_app.model_packages.shelf import find_package, package_folders

    return find_package(start, package_folders(station.models)).weights if start else None


def _device(wanted: str, pack: Path | None) -> str:
    """Named before anything is cut; a job that is packed knows nothing of the other machine's."""
    from inspector_app.learning.training.devices import chosen_device
    from inspector_app.learning.training.plan import AUTO

    return chosen_device(wanted) if pack is None else AUTO


def _check_pack(plan: TrainingPlan, pack: Path | None) -> None:
    from inspector_app.bootstrap.packed_training import check_can_be_packed

    if pack is not None:
        check_can_be_packed(plan, pack)


def _drawn(plan: TrainingPlan, drawn: CropPlan, progress: Path | None) -> LabelledCrops:
    from inspector_app.bootstrap.training import draw_crops

    told = progress_to(progress, "drawing products")
    return draw_crops(plan.work, plan.family, replace(drawn, seed=plan.seed), told)


def _cut(
    station: Home, own: OwnImages, plan: TrainingPlan, cut: LabelledCropPlan, progress: Path | None
) -> LabelledCrops:
    """The crops that `cut` wants, with what the plan says of them."""
    from inspector_app.bootstrap.training import cut_crops
    from inspector_app.learning.families import OUTLINED

    cut = replace(cut, seed=plan.seed, compares=plan.compares, outlined=plan.family in OUTLINED)
    return cut_crops(plan.work, own, cut, station, progress_to(progress, "cutting images"))


def _trained(
    plan: TrainingPlan, left_out: Sequence[str], progress: Path | None
) -> tuple[dict[str, Any], str]:
    from inspector_app.learning.training.folder import is_finished
    from inspector_app.learning.training.train import train

    before = is_finished(plan.work)
    result = training_result(train(plan, progress=progress), plan.work, left_out)
    words = training_words(result)
    if before:
        words += f"\n{plan.work.name} was finished before; nothing was trained now. Train anew under another --name."
    return {**result, "finished_before": before}, words


def _packed(
    file: Path, own: OwnImages | None, plan: TrainingPlan, left_out: Sequence[str], _progress: Path | None
) -> tuple[dict[str, Any], str]:
    from inspector_app.bootstrap.packed_training import pack

    job = pack(file, plan, own.version if own else None, partial(typer.echo, err=True)).identity
    size = file.stat().st_size
    said = f"{file}: {size / 1e6:,.1f} MB, job {job[:12]}"
    words = [said, f"On the other machine: inspector-app training run {file.name}"]
    words += [f"Left out: {reason}" for reason in left_out]
    return {"file": file, "bytes": size, "job": job, "left_out": list(left_out)}, "\n".join(words)

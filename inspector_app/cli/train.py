"""`inspector-app train`: from generated boards, or a YOLO dataset of network inputs, to a checkpoint."""

from __future__ import annotations

from typing import Annotated

import typer

from inspector_app.cli.options import HomeOption, JsonOption, ProgressOption, opened_home, plain_name
from inspector_app.cli.output import answer
from inspector_app.cli.progress import progress_to


def command(
    *,
    name: Annotated[
        str,
        typer.Option(
            callback=plain_name, help="Name of the training; its checkpoints lie in HOME/training/NAME."
        ),
    ] = "board-defects",
    minutes: Annotated[
        float | None, typer.Option(min=0.1, help="Time limit; the learning rate falls to fit it.")
    ] = None,
    epochs: Annotated[int, typer.Option(min=1, help="Epochs, where no time limit is given.")] = 30,
    products: Annotated[int, typer.Option(min=1, help="Generated products to learn from.")] = 600,
    first_product: Annotated[int, typer.Option(min=0, help="Number of the first of them.")] = 0,
    boards: Annotated[int, typer.Option(min=1, help="Boards of each view of a product.")] = 8,
    validation_products: Annotated[
        int, typer.Option(min=1, help="Generated products to watch progress on.")
    ] = 24,
    start: Annotated[
        str | None, typer.Option(help="A model package to go on from; else from scratch.")
    ] = None,
    learning_rate: Annotated[float, typer.Option(min=1e-7, max=1, help="Highest learning rate.")] = 0.002,
    batch: Annotated[int, typer.Option(min=1, help="Crops a step.")] = 32,
    seed: Annotated[int, typer.Option(min=0, help="Seed of boards and weights.")] = 1,
    home: HomeOption = None,
    json: JsonOption = False,
    progress: ProgressOption = None,
) -> None:
    """Trains YOLOv8 on generated boards. Started again with the same name, it goes on from its last checkpoint."""
    from inspector_app.learning.board_crops import CropPlan, write_crops
    from inspector_app.learning.training import TrainingPlan, train
    from inspector_app.model_packages.shelf import find_package, package_folders

    station = opened_home(home, log="train")
    work = station.path / "training" / name
    weights = None
    if start is not None:
        weights = find_package(start, package_folders(station.models)).folder / "weights.safetensors"
    data = work / "crops" / "data.yaml"
    if not data.is_file():
        crops = CropPlan(
            products, boards, seed=seed, validation_products=validation_products, first_product=first_product
        )
        write_crops(work / "crops", crops, progress=progress_to(progress, "drawing products"))
    plan = TrainingPlan(
        data,
        work,
        weights,
        epochs=epochs,
        minutes=minutes,
        learning_rate=learning_rate,
        batch=batch,
        seed=seed,
    )
    checkpoint = train(plan, progress=progress)
    answer({"checkpoint": checkpoint}, as_json=json, text=f"Trained: {checkpoint}")

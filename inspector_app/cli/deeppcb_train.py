"""`inspector-app deeppcb train`: from the public DeepPCB set to the INT8 package that holds its record."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from inspector_app.cli.options import HomeOption, JsonOption, opened_home, plain_name
from inspector_app.cli.output import answer

_ROUNDS = (12, 12, 12)
_SMALL_EPOCHS = 5  # in place of one; each leaves a checkpoint


def command(
    *,
    data: Annotated[
        Path, typer.Option(help="The set's folder, with trainval/; its test/ part is not looked at.")
    ],
    target: Annotated[Path | None, typer.Option(help="The package's folder; else HOME/models/NAME.")] = None,
    name: Annotated[
        str, typer.Option(callback=plain_name, help="Name of the training, and of the package.")
    ] = "deeppcb",
    epochs: Annotated[int, typer.Option(min=1, help="Epochs of the first training.")] = 10,
    rounds: Annotated[
        list[int] | None,
        typer.Option(
            "--round",
            min=1,
            help="Epochs of a round after it, in which the learning rate falls anew; can be given more than once. "
            "Rounds are run twice: without the held-out board groups to choose by, then on all. [default: 12, 12, 12]",
        ),
    ] = None,
    round_minutes: Annotated[
        float | None,
        typer.Option(min=0.1, help="Time limit of each round; the learning rate falls to fit it."),
    ] = None,
    batch: Annotated[int, typer.Option(min=2, help="Crops a step.")] = 96,
    threads: Annotated[
        int, typer.Option(min=1, help="Threads; more than one pays only where nothing else runs.")
    ] = 1,
    seed: Annotated[int, typer.Option(min=0, help="Seed of weights and samples.")] = 1,
    home: HomeOption = None,
    json: JsonOption = False,
) -> None:
    """Trains the family `proposals` on the set's trainval part. Started again, it goes on from its checkpoint.

    For research use: the package must not become part of a product.
    """
    import cv2

    from inspector_app.bootstrap.models import open_proposals
    from inspector_app.learning.proposals.making import Making, make_package
    from inspector_app.learning.proposals.training import Plan
    from inspector_app.learning.quantising.int8_drop import DropLimit
    from inspector_app.settings.settings_file import load_settings

    cv2.setNumThreads(1)
    station = opened_home(home, log="train")
    limits = load_settings(station).settings
    making = Making(
        data=data,
        work=station.path / "training" / name,
        target=target or station.models / name,
        name=name,
        limit=DropLimit(limits.quantize_max_drop, limits.quantize_max_recall_drop),
        first=Plan(epochs=epochs, batch=batch, seed=seed, threads=threads),
        rounds=tuple(
            Plan(
                epochs=count * _SMALL_EPOCHS,
                share=1 / _SMALL_EPOCHS,
                minutes=round_minutes,
                batch=batch,
                seed=seed + number,
                threads=threads,
                learning_rate=1e-3,
            )
            for number, count in enumerate(rounds or _ROUNDS, start=1)
        ),
    )
    package = make_package(making, open_proposals, lambda step: typer.echo(step, err=True))
    result = {"package": package.folder, "sha256": package.sha256, "figures": package.card.figures}
    answer(result, as_json=json, text=f"Package: {package.folder}")

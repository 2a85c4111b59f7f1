"""`inspector-app training run`: a training that was packed on another machine."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from inspector_app.cli.options import HomeOption, JsonOption, ProgressOption, opened_home
from inspector_app.cli.output import answer
from inspector_app.cli.training_options import DeviceOption, EngineerOption, training_result, training_words


def command(
    file: Annotated[Path, typer.Argument(help="What `train --pack` wrote.")],
    *,
    out: Annotated[
        Path | None, typer.Option(help="File of the result; else beside the job, as NAME.trained.zip.")
    ] = None,
    device: DeviceOption = "auto",
    engineer: EngineerOption = "",
    home: HomeOption = None,
    json: JsonOption = False,
    progress: ProgressOption = None,
) -> None:
    """Trains what was sent, and writes one file to take back. Started again, it goes on from its last checkpoint."""
    from inspector_app.bootstrap.job_records import claim_beside_the_line
    from inspector_app.bootstrap.packed_training import unpack
    from inspector_app.learning.packed.result import pack_result
    from inspector_app.learning.training.train import train

    station = opened_home(home, log="train")
    file = file.absolute()
    sent = unpack(file, station, device)
    work = sent.plan.work
    target = (out or file.with_name(f"{work.name}.trained.zip")).absolute()
    claim_beside_the_line(work, engineer=engineer)
    checkpoint = train(sent.plan, progress=progress)
    pack_result(target, work, sent.identity, sent.plan.family)
    result = {**training_result(checkpoint, work), "file": target, "bytes": target.stat().st_size}
    words = f"{training_words(result)}\nTake it back with: inspector-app training take {target}"
    answer(result, as_json=json, text=words)

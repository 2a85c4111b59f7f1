"""`inspector-app training take`: a network that was trained on another machine comes back."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from inspector_app.cli.options import HomeOption, JsonOption, opened_home
from inspector_app.cli.output import answer
from inspector_app.cli.training_options import training_result, training_words


def command(
    file: Annotated[Path, typer.Argument(help="What `training run` wrote.")],
    *,
    home: HomeOption = None,
    json: JsonOption = False,
) -> None:
    """Checks that the file is whole and answers what was packed here; `quantize` goes on from it."""
    from inspector_app.bootstrap.job_records import claim
    from inspector_app.bootstrap.packed_training import packed_here, take

    station = opened_home(home, log="train")
    file = file.absolute()
    claim(packed_here(file, station))
    checkpoint = take(file, station)
    result = training_result(checkpoint, checkpoint.parents[2])
    answer(result, as_json=json, text=training_words(result))

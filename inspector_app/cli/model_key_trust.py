"""`inspector-app model key trust`: the public half of a key of the plant, brought to another station."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from inspector_app.cli.options import HomeOption, JsonOption, opened_home
from inspector_app.cli.output import answer


def command(
    file: Annotated[
        Path, typer.Argument(help="The public half: keys/ID.json of the home where it was made.")
    ],
    *,
    home: HomeOption = None,
    json: JsonOption = False,
) -> None:
    """Packages that this key signs are trusted here from now on. Compare its id with the one it was made with."""
    from inspector_app.model_packages.plant_keys import KeyRing, read_public_key

    station = opened_home(home, log="model")
    key = read_public_key(file)
    KeyRing(station.keys).trust(key)
    answer(
        {"key": key.id, "state": key.state}, as_json=json, text=f"Key {key.id} is trusted here; {key.state}."
    )

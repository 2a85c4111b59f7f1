"""`inspector-app model key new`: the plant's key, or the next one."""

from __future__ import annotations

from typing import Annotated

import typer

from inspector_app.cli.model_options import ByOption
from inspector_app.cli.options import HomeOption, JsonOption, opened_home
from inspector_app.cli.output import answer


def command(
    *,
    by: ByOption,
    rotate: Annotated[
        str | None, typer.Option(help="Why the key in use is retired; what it signed stays good.")
    ] = None,
    home: HomeOption = None,
    json: JsonOption = False,
) -> None:
    """The private half stays on this computer, outside of the home; the public half goes into the home."""
    from inspector_app.bootstrap.key_making import new_key

    station = opened_home(home, log="model")
    made = new_key(station, by, rotate)
    text = (
        f"Key {made.key.id}\n"
        f"private half: {made.private} (keep it here, and one copy where only the administrator gets at it)\n"
        f"public half:  {made.public} (bring it to every other station: inspector-app model key trust FILE)"
    )
    retired = [key.id for key in made.retired]
    result = {"key": made.key.id, "private": made.private, "public": made.public, "retired": retired}
    answer(result, as_json=json, text="\n".join([text, *(f"retired: {key}" for key in retired)]))

"""`inspector-app mode down`: a mode down, at once and whatever else is the case."""

from __future__ import annotations

from typing import Annotated

import typer

from inspector_app.cli.mode_options import ModeRecipeOption, mode_desk
from inspector_app.cli.mode_words import standing_fields, standing_text
from inspector_app.cli.options import HomeOption, JsonOption
from inspector_app.cli.output import answer


def command(
    *,
    to: Annotated[str | None, typer.Option(help="shadow or alert; else one mode down.")] = None,
    by: Annotated[str, typer.Option(help="Who; can be left out in a hurry.")] = "not named",
    reason: Annotated[str, typer.Option(help="Why; can be left out in a hurry.")] = "",
    recipe: ModeRecipeOption = None,
    home: HomeOption = None,
    json: JsonOption = False,
) -> None:
    """From the next part on, on a running line; no condition is asked."""
    from inspector_app.domain.recipe import Mode

    if to is not None and to not in {Mode.SHADOW.value, Mode.ALERT.value}:
        raise typer.BadParameter("--to is shadow or alert")
    standing = mode_desk(home).down(Mode(to) if to else None, by, reason, recipe)
    answer(standing_fields(standing) | {"changed": True}, as_json=json, text=standing_text(standing))

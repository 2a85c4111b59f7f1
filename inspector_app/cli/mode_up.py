"""`inspector-app mode up`: one mode up, where every written condition is met."""

from __future__ import annotations

from typing import Annotated

import typer

from inspector_app.cli.errors import NO
from inspector_app.cli.mode_options import ModeRecipeOption, mode_desk
from inspector_app.cli.mode_words import standing_fields, standing_text
from inspector_app.cli.model_options import said
from inspector_app.cli.options import HomeOption, JsonOption
from inspector_app.cli.output import answer


def command(
    *,
    by: Annotated[str, typer.Option(help="Who decides it; recorded as not authenticated.")],
    reason: Annotated[str, typer.Option(help="Why; kept for good.")],
    recipe: ModeRecipeOption = None,
    home: HomeOption = None,
    json: JsonOption = False,
) -> None:
    """Shadow to alert, alert to auto-reject. Exit code 1, with each condition that is not met, where it is refused."""
    desk, who, why = mode_desk(home), said(by), said(reason)
    standing = desk.show(recipe)
    if not standing.may_go_up:
        answer(standing_fields(standing) | {"changed": False}, as_json=json, text=standing_text(standing))
        raise typer.Exit(NO)
    standing = desk.up(who, why, recipe)
    answer(standing_fields(standing) | {"changed": True}, as_json=json, text=standing_text(standing))

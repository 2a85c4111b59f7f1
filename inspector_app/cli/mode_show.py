"""`inspector-app mode show`: the mode of the model on the line, and what is missing for the next one."""

from __future__ import annotations

from inspector_app.cli.mode_options import ModeRecipeOption, mode_desk
from inspector_app.cli.mode_words import standing_fields, standing_text
from inspector_app.cli.options import HomeOption, JsonOption
from inspector_app.cli.output import answer


def command(*, recipe: ModeRecipeOption = None, home: HomeOption = None, json: JsonOption = False) -> None:
    """Every condition with its figure, interval, limit and source. A running line is asked what is at work."""
    standing = mode_desk(home).show(recipe)
    answer(standing_fields(standing), as_json=json, text=standing_text(standing))

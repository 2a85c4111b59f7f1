"""`inspector-app recipe known-set accept`: changed answers are accepted by name."""

from __future__ import annotations

from typing import Annotated

import typer

from inspector_app.cli.known_set_recipe import opened_recipe
from inspector_app.cli.model_options import ByOption, ReasonOption
from inspector_app.cli.options import HomeOption, JsonOption, opened_home
from inspector_app.cli.output import answer


def command(
    recipe: Annotated[str, typer.Argument(help="Name of a recipe of the home.")],
    *,
    by: ByOption,
    reason: ReasonOption,
    home: HomeOption = None,
    json: JsonOption = False,
) -> None:
    """What the newest run answered holds from now on; a line that waits for it becomes READY within seconds."""
    from inspector_app.bootstrap.known_sets import accept_changes

    opened = opened_recipe(opened_home(home, log="recipe"), recipe)
    accepted = accept_changes(opened.folder, opened.loaded, opened.package, by, reason)
    text = [f"accepted by {by} (not authenticated): {one.words}" for one in accepted]
    result = {"accepted": [one.words for one in accepted], "by": by, "reason": reason}
    answer(result, as_json=json, text="\n".join(text) or "nothing has changed")

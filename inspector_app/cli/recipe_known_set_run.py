"""`inspector-app recipe known-set run`: every image asked again."""

from __future__ import annotations

from typing import Annotated

import typer

from inspector_app.cli.errors import NO
from inspector_app.cli.known_set_recipe import opened_recipe
from inspector_app.cli.options import HomeOption, JsonOption, opened_home
from inspector_app.cli.output import answer


def command(
    recipe: Annotated[str, typer.Argument(help="Name of a recipe of the home.")],
    *,
    home: HomeOption = None,
    json: JsonOption = False,
) -> None:
    """Exit code 1 where an answer has changed that nobody has accepted."""
    from inspector_app.bootstrap.known_sets import run_known_set
    from inspector_app.inspection.known_set import changes, read_known_set

    opened = opened_recipe(opened_home(home, log="recipe"), recipe)
    known = read_known_set(opened.folder)
    checked = run_known_set(opened.folder, known, opened.loaded, opened.package, opened.network)
    changed = changes(known, checked.answers)
    rows = [
        {"file": one.image.file, "kind": one.image.kind, "said": one.now, "words": one.words}
        for one in changed
    ]
    text = [one.words for one in changed] or [f"{len(known.images)} images, all answers as accepted"]
    result = {"images": len(known.images), "changed": rows, "answers": checked.answers}
    answer(result, as_json=json, text="\n".join(text))
    if changed:
        raise typer.Exit(NO)

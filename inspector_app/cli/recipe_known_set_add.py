"""`inspector-app recipe known-set add`: images whose answers must stay."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from inspector_app.cli.known_set_recipe import opened_recipe
from inspector_app.cli.options import HomeOption, JsonOption, opened_home
from inspector_app.cli.output import answer


def command(
    recipe: Annotated[str, typer.Argument(help="Name of a recipe of the home.")],
    images: Annotated[list[Path], typer.Argument(help="Image files of one view.")],
    *,
    kind: Annotated[str, typer.Option(help="What they are: good, borderline or bad.")],
    view: Annotated[int, typer.Option(min=1, max=8, help="Which view of the recipe they show.")] = 1,
    home: HomeOption = None,
    json: JsonOption = False,
) -> None:
    """Copies them into the recipe's folder and keeps today's answers as those that hold."""
    from inspector_app.inspection.known_set import KINDS, read_known_set, write_known_set
    from inspector_app.inspection.known_set_run import KnownSetAsker, add_image

    chosen = next((one for one in KINDS if one == kind), None)
    if chosen is None:
        raise typer.BadParameter("--kind is good, borderline or bad")
    opened = opened_recipe(opened_home(home, log="recipe"), recipe)
    views = opened.loaded.recipe.views
    if view > len(views):
        raise typer.BadParameter(f"recipe {recipe} has {len(views)} views")
    asker = KnownSetAsker(opened.loaded, opened.network, opened.package.card.smallest_found_px)
    known = read_known_set(opened.folder)
    rows: list[dict[str, object]] = []
    lines: list[str] = []
    for path in images:
        known, added, said = add_image(
            known, opened.folder, path, view=views[view - 1].name, kind=chosen, asker=asker
        )
        write_known_set(opened.folder, known)
        waits = "" if added.accepted else "; that contradicts what it is: somebody has to accept it"
        rows.append(
            {"source": path, "file": added.file, "said": said, "accepted": added.accepted is not None}
        )
        lines.append(f"{path} is {added.file}: {said.words}{waits}")
    answer({"added": rows, "images": len(known.images)}, as_json=json, text="\n".join(lines))

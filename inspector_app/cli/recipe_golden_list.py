"""`inspector-app recipe golden list`: the goldens of a recipe over time, and what waits to be approved."""

from __future__ import annotations

from typing import Annotated

import typer

from inspector_app.cli.options import HomeOption, JsonOption, plain_name
from inspector_app.cli.output import answer


def command(
    name: Annotated[str, typer.Argument(help="Name of a recipe of the home.")],
    *,
    home: HomeOption = None,
    json: JsonOption = False,
) -> None:
    """Rows of the records name a golden by the same hash of its pixels."""
    from inspector_app.inspection.golden_draft import read_draft
    from inspector_app.inspection.golden_versions import read_versions
    from inspector_app.inspection.recipes import RECIPE_FILE, read_recipe
    from inspector_app.settings.home import resolve_home

    folder = resolve_home(home).recipes / plain_name(name)
    views = read_recipe(folder / RECIPE_FILE).views
    versions = read_versions(folder)
    drafts = [draft for draft in (read_draft(folder, view.name) for view in views) if draft is not None]
    lines = [f"{view.name}: compared with {view.golden}" for view in views]
    lines += [
        f"v{one.recipe_version} {one.at} {one.view}: {one.file}, of {one.parts} parts, approved by {one.by}"
        f"{': ' + one.note if one.note else ''}"
        for one in versions
    ]
    lines += [
        f"waits for approval: {draft.view}, of {len(draft.images)} parts, {draft.merged}" for draft in drafts
    ]
    current = {view.name: view.golden for view in views}
    answer({"current": current, "versions": versions, "drafts": drafts}, as_json=json, text="\n".join(lines))

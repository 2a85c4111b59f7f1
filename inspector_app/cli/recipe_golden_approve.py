"""`inspector-app recipe golden approve`: a merged golden becomes the view's, by name."""

from __future__ import annotations

from typing import Annotated

import typer

from inspector_app.cli.options import HomeOption, JsonOption, opened_home, plain_name
from inspector_app.cli.output import answer


def command(
    name: Annotated[str, typer.Argument(help="Name of a recipe of the home.")],
    *,
    view: Annotated[str, typer.Option(help="The view.")],
    by: Annotated[str, typer.Option(help="Your name.")],
    note: Annotated[str, typer.Option(help="Why.")] = "",
    home: HomeOption = None,
    json: JsonOption = False,
) -> None:
    """From the recipe's next version on. The old golden stays with the parts that it judged."""
    from inspector_app.inspection.golden_versions import approve_draft
    from inspector_app.inspection.recipes import RECIPE_FILE, read_recipe

    folder = opened_home(home, log="recipe").recipes / plain_name(name)
    before = next((one for one in read_recipe(folder / RECIPE_FILE).views if one.name == view), None)
    recipe, version = approve_draft(folder, view, by=by, note=note)
    lines = [f"{name}, version {recipe.version}: {view} is compared with {version.file}, approved by {by}."]
    if before is not None and before.taught is not None:
        lines.append(
            "What was taught of its good parts belonged to the old golden: teach it again (recipe teach)."
        )
    lines.append("A running line takes it when the product is chosen again; its known set is asked first.")
    answer(
        {"recipe": name, "version": recipe.version, "golden": version}, as_json=json, text="\n".join(lines)
    )

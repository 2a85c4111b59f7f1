"""`inspector-app inspect`: findings and verdict for image files."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from inspector_app.cli.errors import NO
from inspector_app.cli.options import HomeOption, JsonOption, opened_home, plain_name
from inspector_app.cli.output import answer

if TYPE_CHECKING:
    from inspector_app.inspection.inspect_images import InspectedImage


def command(
    images: Annotated[list[Path], typer.Argument(help="Image files.")],
    *,
    golden: Annotated[Path | None, typer.Option(help="The golden; else the recipe's.")] = None,
    recipe: Annotated[str | None, typer.Option(help="Name of a recipe of the home.")] = None,
    view: Annotated[int, typer.Option(min=1, max=8, help="Which view of the recipe.")] = 1,
    model: Annotated[
        str | None, typer.Option(help="A model package; else the recipe's, else the shipped one.")
    ] = None,
    home: HomeOption = None,
    json: JsonOption = False,
) -> None:
    """Findings and verdict, one line an image. Exit code 0 where all pass, 1 where any doesn't."""
    from inspector_app.bootstrap.models import open_model
    from inspector_app.imaging import read_image
    from inspector_app.inspection.inspect_images import ImageInspector
    from inspector_app.inspection.recipes import check_recipe, load_recipe

    station = opened_home(home, log="inspect")
    loaded = load_recipe(station.recipes / plain_name(recipe), station.path) if recipe is not None else None
    package, network = open_model(model or (loaded.recipe.model if loaded else "board-defects"), station)
    rules, taught, picture = None, None, read_image(golden) if golden else None
    if loaded is not None:
        check_recipe(loaded, package.card)
        if view > len(loaded.recipe.views):
            raise typer.BadParameter(f"recipe {recipe} has {len(loaded.recipe.views)} views")
        chosen = loaded.recipe.views[view - 1]
        rules = loaded.recipe.model_copy(update={"views": (chosen,)})
        if picture is None:  # what was taught is known beside the recipe's own golden only
            picture, taught = loaded.goldens[chosen.name], loaded.taught.get(chosen.name)
    inspector = ImageInspector(network, package.card, picture, rules, taught)
    results = [inspector.inspect(path) for path in images]
    answer(
        {"images": [_plain(one) for one in results]},
        as_json=json,
        text="\n".join(_line(one) for one in results),
    )
    if any(one.verdict.outcome != "PASS" for one in results):
        raise typer.Exit(NO)


def _plain(one: InspectedImage) -> dict[str, object]:
    return {
        "image": one.path,
        "verdict": one.verdict.outcome.value,
        "rule": one.verdict.rule.value,
        "reason": one.verdict.reason,
        "findings": one.findings,
        "stages_ms": one.stages_ms,
    }


def _line(one: InspectedImage) -> str:
    return f"{one.path}: {one.verdict.outcome.value}, {one.verdict.reason}"

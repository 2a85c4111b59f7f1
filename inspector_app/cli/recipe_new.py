"""`inspector-app recipe new`: a recipe from goldens."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from inspector_app.cli.options import HomeOption, JsonOption, opened_home
from inspector_app.cli.output import answer


def command(
    *,
    name: Annotated[str, typer.Option(help="What `run --recipe` calls it.")],
    golden: Annotated[list[Path], typer.Option(help="Image of a good part; once for each view, in order.")],
    mm_per_px: Annotated[
        float, typer.Option(min=0.0001, help="Scale, measured with a ruler in the picture.")
    ],
    product: Annotated[str | None, typer.Option(help="The product; else called like the recipe.")] = None,
    view: Annotated[
        list[str] | None, typer.Option(help="Name of each view, in order; else view 1, view 2 and so on.")
    ] = None,
    tolerance: Annotated[
        list[str] | None,
        typer.Option(help="In mm: 0.3 for all classes, or open=0.2 for one; else what the model can keep."),
    ] = None,
    max_residual_px: Annotated[
        float, typer.Option(min=0.1, max=2.5, help="From how much distortion on a person is asked.")
    ] = 1.5,
    mode: Annotated[str, typer.Option(help="shadow, alert or auto-reject.")] = "auto-reject",
    surface: Annotated[
        bool,
        typer.Option(
            "--surface",
            help="Metal, cloth, tiles: no golden; teach it, or name a model "
            "that sees the image alone: without one nothing passes, so shadow or alert.",
        ),
    ] = False,
    model: Annotated[str, typer.Option(help="Name of a model package.")] = "board-defects",
    home: HomeOption = None,
    json: JsonOption = False,
) -> None:
    """Copies the goldens and takes thresholds from the model's card. A name that is taken is refused."""
    from inspector_app.datasets.catalogue.keeping import plant_severities
    from inspector_app.domain.recipe import Mode
    from inspector_app.imaging import read_image
    from inspector_app.inspection.new_recipe import RecipeWish, new_recipe
    from inspector_app.inspection.recipes import RECIPE_FILE, RecipeError, save_recipe
    from inspector_app.model_packages.shelf import find_package, package_folders

    station = opened_home(home, log="recipe")
    views = view or [f"view {number + 1}" for number in range(len(golden))]
    if len(views) != len(golden) or len(set(views)) != len(views):
        raise typer.BadParameter("give each view one --view and one --golden")
    if mode not in set(Mode):
        raise typer.BadParameter(f"--mode is one of {', '.join(Mode)}")
    every, single = _tolerances(tolerance or [])
    goldens = {one: read_image(path) for one, path in zip(views, golden, strict=True)}
    wish = RecipeWish(
        name,
        product or name,
        goldens,
        mm_per_px,
        every,
        single,
        max_residual_px,
        Mode(mode),
        plant_severities(station),
        surface,
    )
    recipe = new_recipe(wish, find_package(model, package_folders(station.models)).card)
    folder = station.recipes / recipe.name
    if folder.exists():
        raise RecipeError(f"{folder}: there is such a recipe already; edit it, or choose another name")
    save_recipe(folder, recipe, goldens)
    tolerances = recipe.tolerances_mm
    said = ", ".join(f"{code} {mm:g}" for code, mm in tolerances.items())
    answer(
        {"recipe": recipe.name, "file": folder / RECIPE_FILE, "views": views, "tolerances_mm": tolerances},
        as_json=json,
        text=f"{folder / RECIPE_FILE}: {len(views)} views; tolerances in mm: {said}",
    )


def _tolerances(words: list[str]) -> tuple[float | None, dict[str, float]]:
    every: float | None = None
    single: dict[str, float] = {}
    for word in words:
        code, equals, value = word.rpartition("=")
        try:
            millimetres = float(value)
        except ValueError:
            raise typer.BadParameter(f"--tolerance {word}: {value!r} is no number of mm") from None
        if equals:
            single[code] = millimetres
        else:
            every = millimetres
    return every, single

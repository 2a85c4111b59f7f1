"""`inspector-app recipe teach`: what good parts look like, from images of good parts and no label."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from inspector_app.cli.options import HomeOption, JsonOption, ProgressOption, opened_home
from inspector_app.cli.output import answer
from inspector_app.cli.progress import progress_to

if TYPE_CHECKING:
    from inspector_app.inspection.teach_view import TaughtView


def command(
    name: Annotated[str, typer.Argument(help="Name of a recipe of the home.")],
    *,
    good: Annotated[
        list[Path],
        typer.Option(help="Folder with 20 to 200 images of good parts; once for each view, in order."),
    ],
    view: Annotated[
        list[str] | None, typer.Option(help="The views that are taught, in order; else all of the recipe.")
    ] = None,
    odd: Annotated[
        str, typer.Option(help="Images that can't be used or look odd: refuse, keep or leave-out.")
    ] = "refuse",
    false_calls: Annotated[
        float,
        typer.Option(min=0, max=0.3, help="Share of the good images that the limit may leave above it."),
    ] = 0.05,
    home: HomeOption = None,
    json: JsonOption = False,
    progress: ProgressOption = None,
) -> None:
    """Learns what the parts have in common; what looks like none of them then asks a person. It passes nothing."""
    from inspector_app.cli.options import plain_name
    from inspector_app.inspection.examine import view_scale
    from inspector_app.inspection.recipes import load_recipe
    from inspector_app.inspection.teach_recipe import save_taught
    from inspector_app.inspection.teach_view import OddImages, TeachWish, good_images, teach_view
    from inspector_app.model_packages.shelf import find_package, package_folders

    if odd not in set(OddImages):
        raise typer.BadParameter(f"--odd is one of {', '.join(OddImages)}")
    station = opened_home(home, log="recipe")
    folder = station.recipes / plain_name(name)
    loaded = load_recipe(folder, station.path, with_taught=False)
    setups = {one.name: one for one in loaded.recipe.views}
    names = view or list(setups)
    if len(names) != len(good) or len(set(names)) != len(names) or not set(names) <= set(setups):
        raise typer.BadParameter(f"give one --good for each view; {name} has {', '.join(setups)}")
    card = find_package(loaded.recipe.model, package_folders(station.models)).card
    files = {one: good_images(path) for one, path in zip(names, good, strict=True)}
    learnt: dict[str, TaughtView] = {}
    for one, paths in files.items():
        golden = loaded.goldens[one]
        scale = view_scale(setups[one], loaded.recipe, golden, card.input.width, card.smallest_found_px)
        wish = TeachWish(None if setups[one].surface else golden, scale, OddImages(odd), false_calls)
        learnt[one] = teach_view(paths, wish, progress_to(progress, f"good parts of {one}"))
    recipe = save_taught(folder, loaded.recipe, {one: found.taught for one, found in learnt.items()})
    result = {one: _plain(found) for one, found in learnt.items()}
    head = f"{name}, version {recipe.version}: from now on a person is asked about what looks like none of these."
    text = "\n".join([head, *(_line(one, found) for one, found in learnt.items())])
    answer({"recipe": name, "version": recipe.version, "views": result}, as_json=json, text=text)


def _plain(found: TaughtView) -> dict[str, Any]:
    calls = found.false_calls
    return {
        "images": len(found.used),
        "left_out": list(found.left_out),
        "false_calls": {"count": calls.count, "n": calls.n, "share": calls.share, "interval": calls.interval},
    }


def _line(view: str, found: TaughtView) -> str:
    calls = found.false_calls
    low, high = calls.interval or (0.0, 1.0)
    said = (
        f"{view}: {len(found.used)} good parts. Left out one at a time, {calls.count} of {calls.n} would have been "
        f"flagged: {calls.share or 0:.0%} ({low:.0%} to {high:.0%}); so few parts say no more than that."
    )
    return "\n".join([said, *(f"  left out: {one}" for one in found.left_out)])

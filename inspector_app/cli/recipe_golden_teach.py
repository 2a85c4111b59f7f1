"""`inspector-app recipe golden teach`: a golden merged from good parts, to be looked at and approved."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from inspector_app.cli.options import HomeOption, JsonOption, ProgressOption, opened_home, plain_name
from inspector_app.cli.output import answer
from inspector_app.cli.progress import progress_to


def command(
    name: Annotated[str, typer.Argument(help="Name of a recipe of the home.")],
    *,
    view: Annotated[str, typer.Option(help="The view.")],
    good: Annotated[Path, typer.Option(help="Folder with 3 to 40 images of good parts; 8 to 15 are best.")],
    afresh: Annotated[
        bool,
        typer.Option("--afresh", help="Align to the first of the images, not to the golden that is there."),
    ] = False,
    home: HomeOption = None,
    json: JsonOption = False,
    progress: ProgressOption = None,
) -> None:
    """Aligns and merges them. Nothing changes until somebody approves it."""
    from inspector_app.imaging import read_image
    from inspector_app.inspection.golden_draft import teach_golden
    from inspector_app.inspection.recipes import load_recipe
    from inspector_app.inspection.teach_view import image_files

    station = opened_home(home, log="recipe")
    folder = station.recipes / plain_name(name)
    loaded = load_recipe(folder, station.path, with_taught=False)
    setup = next((one for one in loaded.recipe.views if one.name == view), None)
    if setup is None or setup.surface:
        usable = ", ".join(one.name for one in loaded.recipe.views if not one.surface)
        raise typer.BadParameter(f"{name} has no view {view} with a golden; it has {usable or 'none'}")
    files = image_files(good)
    anchor = read_image(files[0]) if afresh and files else loaded.goldens[view]
    draft = teach_golden(folder, view, anchor, files, progress_to(progress, f"good parts of {view}"))
    lines = [f"{view}: merged from {len(draft.images)} parts. Look at it, and at where the parts differ:"]
    lines += [f"  {draft.merged}", f"  {draft.differs}"]
    lines += [f"  left out: {one}" for one in draft.left_out]
    lines += [f"  odd among the others, look at it: {one}" for one in draft.odd]
    lines.append(f"Then: recipe golden approve {name} --view {view!r} --by YOUR-NAME")
    result: dict[str, object] = {
        "view": view,
        "images": draft.images,
        "unlike": draft.unlike,
        "left_out": draft.left_out,
    }
    result |= {"odd": draft.odd, "merged": draft.merged, "differs": draft.differs}
    answer(result, as_json=json, text="\n".join(lines))

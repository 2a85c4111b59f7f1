"""`inspector-app dataset generate`: a labelled data set of surfaces that never were, to try the whole way with."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from inspector_app.cli.options import HomeOption, JsonOption, ProgressOption, opened_home
from inspector_app.cli.output import answer
from inspector_app.cli.progress import progress_to


def command(
    folder: Annotated[Path, typer.Argument(help="A new or empty folder.")],
    *,
    material: Annotated[str, typer.Option(help="metal, fabric or tiles.")] = "metal",
    images: Annotated[int, typer.Option(min=2, help="Every second one has a flaw.")] = 200,
    flaws: Annotated[
        str | None, typer.Option(help="Which flaws, with commas between. [default: all of the material]")
    ] = None,
    first_lot: Annotated[int, typer.Option(min=0, help="Ten images are a lot; lots never repeat.")] = 0,
    format_name: Annotated[str, typer.Option("--format", help="A format that keeps outlines.")] = "coco",
    home: HomeOption = None,
    json: JsonOption = False,
    progress: ProgressOption = None,
) -> None:
    """Draws brushed metal, cloth or tiles with flaws whose outlines are known; `dataset import` takes the folder."""
    from inspector_app.learning.crops.generated_surfaces import SurfacesPlan, write_surfaces
    from inspector_app.surfaces import FLAWS

    opened_home(home, log="dataset")
    if material not in FLAWS:
        raise typer.BadParameter(f"no material {material}; there are {', '.join(FLAWS)}")
    wanted = tuple(flaws.split(",")) if flaws else FLAWS[material]
    unknown = [flaw for flaw in wanted if flaw not in FLAWS[material]]
    if unknown:
        raise typer.BadParameter(
            f"{material} has no {', '.join(unknown)}; it has {', '.join(FLAWS[material])}"
        )
    plan = SurfacesPlan(material, images, wanted, first_lot)
    made = write_surfaces(folder.absolute(), plan, format_name, progress_to(progress, "images drawn"))
    labels = sum(len(image.labels) for image in made.images)
    result = {
        "folder": folder.absolute(),
        "images": len(made.images),
        "labels": labels,
        "classes": made.classes,
    }
    answer(result, as_json=json, text=f"{folder}: {len(made.images)} images, {labels} labels with outlines")

"""What `evaluate` and `report validation` are told alike: on which images, beside which other package."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from inspector_app.datasets.parts import Part

if TYPE_CHECKING:
    from inspector_app.bootstrap.evaluated_images import LabelledData

USUAL_IOU = 0.5

ModelOption = Annotated[str, typer.Option("--model", help="Name or folder of a model package.")]
BoardsOption = Annotated[int, typer.Option("--boards", min=2, help="Fresh boards, half of them good.")]
SeedOption = Annotated[int, typer.Option("--seed", min=0, help="Seed of the boards.")]
DataOption = Annotated[
    Path | None,
    typer.Option(
        "--data",
        help="Labelled images instead of fresh boards: a folder in any format that `dataset import` "
        "reads, or NAME or NAME@VERSION of a frozen dataset.",
    ),
]
PartOption = Annotated[
    Part, typer.Option("--part", help="Of a frozen dataset: the part to measure on. Each use is counted.")
]
RecipeOption = Annotated[
    str | None, typer.Option("--recipe", help="With --data: the recipe whose tolerances and scale count.")
]
ScaleOption = Annotated[
    float | None, typer.Option("--mm-per-px", help="With --data: mm a pixel; without it sizes are in px.")
]
IouOption = Annotated[
    float,
    typer.Option(
        "--iou",
        min=0.1,
        max=0.95,
        help="With --data: how far a finding must overlap a label to be right; less for loosely drawn labels.",
    ),
]
AgainstOption = Annotated[
    str | None, typer.Option("--against", help="Another package, measured on the same images and compared.")
]


def labelled_data(
    data: Path | None, part: Part, recipe: str | None, mm_per_px: float | None, iou: float
) -> LabelledData | None:
    """The labelled images that were asked for; None for fresh boards.

    Raises typer.BadParameter for options that have nothing to do without them.
    """
    from inspector_app.bootstrap.evaluated_images import LabelledData

    if mm_per_px is not None and not 0 < mm_per_px <= 100:
        raise typer.BadParameter("--mm-per-px is more than 0 and at most 100")
    if data is not None:
        return LabelledData(data, part, recipe, mm_per_px, iou)
    if recipe is not None or mm_per_px is not None or iou != USUAL_IOU:
        raise typer.BadParameter("--recipe, --mm-per-px and --iou go with --data")
    return None

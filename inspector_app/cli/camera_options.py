"""What commands about one camera share: which camera, its picture, the recipe that it serves."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from inspector_app.cli.options import plain_name

if TYPE_CHECKING:
    from inspector_app.domain.frame import Image
    from inspector_app.inspection.ports import LoadedRecipe
    from inspector_app.settings.camera_sections import CameraSection
    from inspector_app.settings.home import Home

ViewOption = Annotated[str, typer.Option(help="The view; its camera is that of cameras.toml.")]
ImageOption = Annotated[
    Path | None, typer.Option("--image", help="A picture from a file, instead of one from the camera.")
]
SpareOption = Annotated[bool, typer.Option("--spare", help="The spare camera of the view.")]
ByOption = Annotated[str | None, typer.Option(help="Your name; without it nothing is kept.")]
RecipeOption = Annotated[str | None, typer.Option("--recipe", help="Name of a recipe of the home.")]
BoardOption = Annotated[str, typer.Option("--board", help="Inner corners across and down: 9x6.")]
SquareOption = Annotated[float, typer.Option("--square-mm", min=0.001, help="Side of a square, as measured.")]


def section_of_view(home: Home, view: str, *, spare: bool = False) -> CameraSection:
    """The section of a view in cameras.toml; BadParameter where there is none."""
    from inspector_app.settings.camera_file import load_cameras

    cameras = load_cameras(home.camera_file)
    section = cameras.spare_of(view) if spare else cameras.of_view(view)
    if section is None:
        raise typer.BadParameter(f"cameras.toml has no {'spare ' if spare else ''}camera of {view}")
    return section


def picture(home: Home, view: str, image: Path | None, *, spare: bool = False) -> tuple[Image, str]:
    """A picture of the file, or of the view's camera; and the camera's name, "" for a file."""
    from inspector_app.bootstrap.camera_setting_up import take_frame
    from inspector_app.imaging import read_image
    from inspector_app.settings.camera_sections import camera_name

    if image is not None:
        return read_image(image), ""
    section = section_of_view(home, view, spare=spare)
    return take_frame(section).image, camera_name(section)


def recipe_of(home: Home, name: str | None, view: str) -> LoadedRecipe | None:
    """A recipe with its goldens, which has this view; BadParameter where it has not."""
    from inspector_app.inspection.recipes import load_recipe

    if name is None:
        return None
    loaded = load_recipe(home.recipes / plain_name(name), home.path, with_taught=False)
    if view not in loaded.goldens:
        raise typer.BadParameter(f"the recipe {name} has no view {view}; it has {', '.join(loaded.goldens)}")
    return loaded


def corners(board: str) -> tuple[int, int]:
    """Inner corners across and down, of `9x6`."""
    across, _, down = board.lower().partition("x")
    try:
        return int(across), int(down)
    except ValueError:
        raise typer.BadParameter(f"--board is like 9x6, not {board}") from None

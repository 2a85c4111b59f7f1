"""`inspector-app camera meters`: exposure, brightness and focus of one picture, against the golden."""

from __future__ import annotations

from typing import TYPE_CHECKING

from inspector_app.cli.camera_options import (
    ImageOption,
    RecipeOption,
    SpareOption,
    ViewOption,
    picture,
    recipe_of,
)
from inspector_app.cli.options import HomeOption, JsonOption
from inspector_app.cli.output import answer

if TYPE_CHECKING:
    from inspector_app.imaging.meters import Meters


def command(
    *,
    view: ViewOption,
    recipe: RecipeOption = None,
    image: ImageOption = None,
    spare: SpareOption = False,
    home: HomeOption = None,
    json: JsonOption = False,
) -> None:
    """With --recipe beside its golden; without, only what the picture says by itself."""
    from inspector_app.bootstrap.camera_meters import advice, meters_of
    from inspector_app.cli.errors import NO
    from inspector_app.domain.recipe import QualityLimits
    from inspector_app.settings.home import resolve_home

    station = resolve_home(home)
    loaded = recipe_of(station, recipe, view)
    taken, camera = picture(station, view, image, spare=spare)
    found = meters_of(taken, loaded.goldens[view] if loaded is not None else None)
    said = advice(found, loaded.recipe.quality if loaded is not None else QualityLimits())
    text = "\n".join([*_lines(found.here), *said])
    answer({"view": view, "camera": camera, "meters": found.here, "advice": said}, as_json=json, text=text)
    if said:
        raise SystemExit(NO)


def _lines(found: Meters) -> list[str]:
    lines = [
        f"exposure    level {found.level:.0f} of 255, saturated {found.saturated:.2%}, black {found.black:.2%}, "
        f"headroom {found.headroom:.0f}",
        f"focus       {found.focus:.3g} (turn the ring until it is highest), contrast {found.contrast:.0f}",
    ]
    if found.against is not None:
        lines.append(
            f"golden      brightness {found.against.brightness:.0%}, focus {found.against.sharpness:.0%}, contrast "
            f"{found.against.contrast:.0%}"
        )
    return lines

"""`inspector-app camera calibrate`: mm a pixel of a view by a target, kept with who and when."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from inspector_app.cli.camera_options import (
    BoardOption,
    ByOption,
    ImageOption,
    RecipeOption,
    SpareOption,
    SquareOption,
    ViewOption,
    corners,
    picture,
    recipe_of,
)
from inspector_app.cli.options import HomeOption, JsonOption, opened_home
from inspector_app.cli.output import answer

if TYPE_CHECKING:
    from inspector_app.bootstrap.camera_calibrating import Calibrated, Ruler
    from inspector_app.imaging.target import Chessboard


def command(
    *,
    view: ViewOption,
    board: BoardOption = "9x6",
    square_mm: SquareOption = 20.0,
    ruler: Annotated[
        str | None, typer.Option(help="Instead of a chessboard: a line across ticks, in px: 100,400,900,410.")
    ] = None,
    tick_mm: Annotated[float, typer.Option(min=0.0001, help="Distance of the ruler's ticks.")] = 1.0,
    recipe: RecipeOption = None,
    by: ByOption = None,
    doubtful: Annotated[
        bool, typer.Option("--doubtful", help="Keep it although something about it is doubtful.")
    ] = False,
    image: ImageOption = None,
    spare: SpareOption = False,
    home: HomeOption = None,
    json: JsonOption = False,
) -> None:
    """Measures; keeps it in the history with --by, and in the recipe as well with --recipe."""
    from inspector_app.bootstrap.camera_book import Doing
    from inspector_app.bootstrap.camera_calibrating import ScaleWish, calibrate, measure_scale
    from inspector_app.settings.settings_file import load_settings

    station = opened_home(home, log="camera")
    target = _target(board, square_mm, ruler, tick_mm)
    recipe_of(station, recipe, view)
    taken, camera = picture(station, view, image, spare=spare)
    wish = ScaleWish(
        view,
        Doing(by, view, camera) if by is not None else None,
        station.recipes / recipe if recipe is not None else None,
        doubtful,
    )
    found = calibrate(station, measure_scale(taken, target), wish, load_settings(station).settings)
    answer(
        {"view": view, "camera": camera, "kept": by is not None, **found.answer},
        as_json=json,
        text=_text(found, by),
    )


def _target(board: str, square_mm: float, ruler: str | None, tick_mm: float) -> Chessboard | Ruler:
    from inspector_app.bootstrap.camera_calibrating import Ruler
    from inspector_app.imaging.target import Chessboard

    if ruler is None:
        return Chessboard(*corners(board), square_mm)
    try:
        left, top, right, bottom = (float(word) for word in ruler.split(","))
    except ValueError:
        raise typer.BadParameter(f"--ruler is X,Y,X,Y in px, not {ruler}") from None
    return Ruler((left, top), (right, bottom), tick_mm)


def _text(found: Calibrated, by: str | None) -> str:
    scale = found.scale
    tilt = (
        ""
        if scale.tilt_deg is None
        else f", tilt {scale.tilt_deg:.1f} degrees, spread {scale.spread or 0:.2%}"
    )
    lines = [f"{scale.mm_per_px:.5f} mm a pixel ({scale.target}), residual {scale.residual_px:.2f} px{tilt}"]
    lines += [*found.doubts, *found.meaning]
    if found.recipe_version is not None:
        lines.append(f"Written to the recipe, version {found.recipe_version}, and to the history.")
    elif by is not None:
        lines.append("Written to the history.")
    else:
        lines.append("Nothing is kept: say who calibrates, by --by NAME.")
    return "\n".join(lines)

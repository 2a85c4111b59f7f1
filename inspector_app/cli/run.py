"""`inspector-app run`: the line with no window."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from inspector_app.cli.options import HomeOption, JsonOption, opened_home, plain_name
from inspector_app.cli.output import answer

if TYPE_CHECKING:
    from inspector_app.bootstrap.sources import Source
    from inspector_app.settings.home import Home
    from inspector_app.settings.station import Settings


def command(
    *,
    recipe: Annotated[
        str | None, typer.Option(help="Name of a recipe of the home; else the setting's.")
    ] = None,
    seconds: Annotated[float | None, typer.Option(min=0.1, help="End after so many seconds.")] = None,
    parts: Annotated[int | None, typer.Option(min=1, help="End after so many parts.")] = None,
    speed: Annotated[
        float | None, typer.Option(min=1, max=20_000, help="Parts an hour; else the setting's.")
    ] = None,
    images: Annotated[Path | None, typer.Option(help="Play the images of this folder.")] = None,
    loop: Annotated[bool, typer.Option("--loop", help="Begin the folder again at its end.")] = False,
    views: Annotated[
        int | None, typer.Option(min=1, max=8, help="Views a part of the simulated boards; else 2.")
    ] = None,
    stay: Annotated[
        bool, typer.Option("--stay", help="Stay when all parts are through, for a window.")
    ] = False,
    restarted: Annotated[
        bool,
        typer.Option("--restarted", help="A watchdog starts it after it died: the feed waits for a person."),
    ] = False,
    demo: Annotated[bool, typer.Option("--demo", help="The demo's home and settings.")] = False,
    home: HomeOption = None,
    json: JsonOption = False,
) -> None:
    """Inspects until it is stopped (Ctrl-C), or so many seconds or parts are over, or no part is left."""
    from inspector_app.bootstrap.line import run_line
    from inspector_app.settings.settings_file import load_settings

    if loop and images is None:
        raise typer.BadParameter("--loop goes with --images")
    station = opened_home(home, log="line", demo=demo)
    loaded = load_settings(station, demo=demo)
    for warning in loaded.warnings:
        typer.echo(warning, err=True)
    chosen = loaded.settings.recipe if recipe is None else plain_name(recipe)
    with _recipe(station, chosen, views) as name:
        result = run_line(
            station,
            loaded.settings,
            recipe=name,
            source=_source(station, loaded.settings, images, loop, speed),
            seconds=seconds,
            parts=parts,
            stop_at_end=not stay,
            restarted=restarted,
        ).as_json()
    answer(result, as_json=json, text=_text(result))


def _recipe(home: Home, name: str, views: int | None) -> AbstractContextManager[str]:
    """The name of the recipe at work; those of the demonstration are made where they are missing."""
    from inspector_app.bootstrap.demo_home import DEMO_RECIPE, DEMO_VIEWS, demo_recipes

    if name == DEMO_RECIPE:
        return demo_recipes(home, views=views or DEMO_VIEWS)
    if views is not None:
        raise typer.BadParameter(f"--views goes with the recipe {DEMO_RECIPE}: {name} has its own")
    return nullcontext(name)


def _source(
    home: Home, settings: Settings, images: Path | None, loop: bool, speed: float | None
) -> Source | None:
    """None: what the settings say."""
    from inspector_app.bootstrap.sources import FolderSource, source_of

    if images is not None:
        return FolderSource(images, loop, speed)
    if speed is None:
        return None
    return source_of(settings.model_copy(update={"parts_per_hour": speed}), home)


def _text(result: dict[str, Any]) -> str:
    latency = result["latency_ms"]["p99"]
    p99 = f"{latency:.0f} ms" if latency is not None else "n/a"
    return (
        f"{result['parts']} parts: {result['pass']} pass, {result['fail']} fail, {result['review']} review; "
        f"{result['lost_frames']} frames lost, latency p99 {p99}"
    )

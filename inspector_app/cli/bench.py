"""`inspector-app bench`: each stage and the whole, beside the bare network in the same run."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from inspector_app.cli.bench_words import bench_words
from inspector_app.cli.options import HomeOption, JsonOption, opened_home
from inspector_app.cli.output import answer


def command(
    *,
    model: Annotated[str, typer.Option(help="Name or folder of a model package.")] = "board-defects",
    laps: Annotated[int, typer.Option(min=20, help="How often each is timed.")] = 200,
    large_laps: Annotated[
        int, typer.Option(min=0, help="Laps of the 5-megapixel view; 0 leaves it out.")
    ] = 20,
    signals: Annotated[
        int, typer.Option(min=0, help="Signals to a simulated PLC that are timed; 0 leaves them out.")
    ] = 50,
    view_laps: Annotated[
        int, typer.Option(min=0, help="Parts of 1, 2 and 4 views that are timed; 0 leaves them out.")
    ] = 100,
    app_seconds: Annotated[
        float, typer.Option(min=0, help="Beside OpenVINO's benchmark_app for so long; 0 leaves it out.")
    ] = 15,
    peer_laps: Annotated[
        int, typer.Option(min=0, help="Laps beside ultralytics and onnxruntime; 0 leaves them out.")
    ] = 50,
    line_seconds: Annotated[
        float,
        typer.Option(min=0, help="Search the highest rate of the whole line with 4 views, so long a trial."),
    ] = 0,
    line_views: Annotated[int, typer.Option(min=1, max=8, help="Views of that search.")] = 4,
    home: HomeOption = None,
    json: JsonOption = False,
) -> None:
    """Ratios of medians; the lanes take turns lap by lap. Records go to a folder that is removed afterwards."""
    from inspector_app.bootstrap.bench import bench_large_view, bench_small_view

    station = opened_home(home, log="bench")
    result: dict[str, Any] = bench_small_view(model, station, laps)
    if large_laps:
        result["large_view"] = bench_large_view(model, station, large_laps)
    if signals:
        from inspector_app.bootstrap.bench_signal import bench_signal

        result["signal_ms"] = bench_signal(signals)
    if view_laps:
        from inspector_app.bootstrap.bench_views import bench_views

        result |= bench_views(model, station, view_laps, app_seconds)
    if peer_laps:
        from inspector_app.bootstrap.bench_peers import bench_peers_of

        result |= bench_peers_of(model, station, peer_laps)
    if line_seconds:
        from inspector_app.bootstrap.bench_line import bench_line

        result["line"] = bench_line(model, line_views, line_seconds)
    answer(result, as_json=json, text=bench_words(result))

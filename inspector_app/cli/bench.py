"""`inspector-app bench`: each stage and the whole, beside the bare network in the same run."""

from __future__ import annotations

from typing import Annotated, Any

import typer

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
    answer(result, as_json=json, text=_text(result))


def _text(result: dict[str, Any]) -> str:
    lines = [
        f"{result['n']} laps of one 640 x 640 view, {result['machine']['cpu']}, {result['machine']['cores']} cores",
        f"bare INT8 network          {_times(result['network_ms'])}",
        f"frame to findings          {_times(result['findings_ms'])}   {result['findings_over_network']:.3f} x",
        f"frame to row committed     {_times(result['row_ms'])}   {result['pipeline_over_network']:.3f} x",
        f"overhead                   {result['overhead_ms']:.2f} ms",
        f"INT8 is faster than floating point by {result['int8_over_fp32']:.2f} x",
        "stages of frame to row committed, medians:",
        *(f"  {stage:<22} {value:6.2f} ms" for stage, value in result["stages_ms"].items()),
    ]
    for name, large in result.get("large_view", {}).items():
        ratio = large["findings_over_network"]
        lines.append(f"5 megapixels, {name}: {large['tiles']} tiles, {ratio:.3f} x the bare network on them")
    if result.get("signal_ms", {}).get("n"):
        lines.append(f"signal to the PLC and back {_times(result['signal_ms'])}   Modbus TCP on loopback")
    return "\n".join(lines)


def _times(spread: dict[str, float]) -> str:
    return f"p50 {spread['p50']:7.2f} ms   p99 {spread['p99']:7.2f} ms"

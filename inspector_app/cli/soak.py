"""`inspector-app soak`: the demo with its window for a while, with memory, losses and latencies measured."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from inspector_app.cli.errors import NO
from inspector_app.cli.options import HomeOption, JsonOption, ProgressOption, opened_home
from inspector_app.cli.output import answer
from inspector_app.cli.progress import progress_to

if TYPE_CHECKING:
    from inspector_app.settings.home import Home

_SMALL_CAP_MB = 50
_COUNTS = {
    "parts": "parts",
    "lost_frames": "frames lost",
    "missed_parts": "parts missed",
    "late": "late",
    "skipped_live_frames": "live frames skipped",
}


def command(
    *,
    seconds: Annotated[float, typer.Option(min=15, help="How long.")] = 600,
    speed: Annotated[float, typer.Option(min=1, max=20_000, help="Parts an hour.")] = 5000,
    views: Annotated[int, typer.Option(min=1, max=8, help="Views a part.")] = 2,
    every: Annotated[float, typer.Option(min=0.5, help="Seconds between two looks at the memory.")] = 5,
    plc: Annotated[
        bool,
        typer.Option("--plc", help="A simulated PLC in a process of its own triggers and sorts the parts."),
    ] = False,
    home: HomeOption = None,
    json: JsonOption = False,
    progress: ProgressOption = None,
) -> None:
    """Exit code 0 where no frame and no part was lost or late, 1 where any was.

    Without --home it works in a folder that is removed afterwards, with so little room for images that the oldest go
    within minutes.
    """
    from inspector_app.ui.display import require_display

    require_display()
    from inspector_app.bootstrap.soak import SoakPlan, held, soak
    from inspector_app.bootstrap.this_machine import machine

    plan = SoakPlan(seconds, speed, views, every, plc)
    with _home(home) as station:
        result = soak(station, plan, progress=progress_to(progress, "seconds"))
    result = {"machine": machine(), "held": held(result), **result}
    answer(result, as_json=json, text=_text(result))
    if not result["held"]:
        raise typer.Exit(NO)


@contextmanager
def _home(option: Path | None) -> Iterator[Home]:
    if option is not None:
        yield opened_home(option, log="soak", demo=True)
        return
    from tempfile import TemporaryDirectory

    from inspector_app.settings.home import Home
    from inspector_app.settings.settings_file import save_settings

    with TemporaryDirectory(prefix="inspector-soak-") as folder:
        station = Home(Path(folder)).create()
        save_settings(station, {"image_cap_mb": _SMALL_CAP_MB})
        yield station


def _text(result: dict[str, Any]) -> str:
    line, window, memory = result["line"] or {}, result["window"], result["memory"]
    latency = line.get("latency_ms", {})
    cores = (f"{name} {value:.2f}" for name, value in result["cpu_cores"].items())
    lines = [
        f"{result['seconds']:.0f} s at {result['parts_per_hour']:.0f} parts an hour, {result['views']} views, "
        f"{result['machine']['cpu']}, {result['machine']['cores']} cores",
        ", ".join(f"{said} {line.get(name)}" for name, said in _COUNTS.items()),
        f"latency               p50 {_ms(latency.get('p50'))}   p99 {_ms(latency.get('p99'))}",
        f"exposure to signal    {_act(line.get('exposure_to_signal_ms', {}))}",
        f"window's event loop   p99 {_ms(window['event_loop_p99_ms'])}   worst {_ms(window['event_loop_worst_ms'])}",
        f"memory ({memory['measure']}), {memory['samples']} samples after {memory['warm_up_s']:.0f} s:",
        *(_memory(name, row) for name, row in memory.items() if isinstance(row, dict)),
        f"cores in use: {', '.join(cores)}",
        f"images kept in the end: {result['images']['kept']}, {result['images']['kept_mb']:.0f} MB",
    ]
    return "\n".join(lines)


def _memory(name: str, row: dict[str, Any]) -> str:
    low, high = row["slope_interval"]
    slope = (
        "n/a" if low is None else f"{row['slope_mb_per_hour']:+.1f} MB an hour ({low:+.1f} to {high:+.1f})"
    )
    return f"  {name:<18} {row['first_mb']:6.0f} MB at first, {row['last_mb']:6.0f} MB at last, {slope}"


def _act(row: dict[str, Any]) -> str:
    return f"p50 {_ms(row.get('p50'))}   p99 {_ms(row.get('p99'))}   mean {_ms(row.get('mean'))}"


def _ms(value: float | None) -> str:
    return "   n/a   " if value is None else f"{value:6.1f} ms"

"""`inspector-app line triggers`: plays a long run of triggers with mishaps against the joining of views."""

from __future__ import annotations

from time import perf_counter
from typing import Annotated

import typer

from inspector_app.cli.options import HomeOption, JsonOption
from inspector_app.cli.output import answer


def command(
    *,
    triggers: Annotated[int, typer.Option(min=1, help="How many.")] = 100_000,
    views: Annotated[int, typer.Option(min=1, max=8, help="Cameras that look at each part.")] = 4,
    seed: Annotated[int, typer.Option(help="Another seed is another run.")] = 1,
    speed: Annotated[float, typer.Option(min=1, max=6_000, help="Parts an hour.")] = 5_000,
    mishaps: Annotated[
        float, typer.Option(min=0, max=0.1, help="Share of frames with each kind of mishap.")
    ] = 0.0005,
    home: HomeOption = None,
    json: JsonOption = False,
) -> None:
    """No part lost, none twice, none with another's frame, none rejected without a cause; else exit 1."""
    from inspector_app.simulation.trigger_run import TriggerPlan, TriggerRun

    del home  # every command takes it, also one that needs none
    begun = perf_counter()
    plan = TriggerPlan(triggers, seed=seed, views=views, parts_per_hour=speed, mishap_rate=mishaps)
    counts = TriggerRun(plan).run()
    text = "\n".join(
        (
            f"{counts.triggers} triggers, {views} views, {sum(counts.mishaps.values())} mishaps of frames, "
            f"{counts.unheard} triggers that the station never heard",
            f"{counts.parts} parts: {counts.whole} whole, {counts.rejected} rejected for want of a frame",
            f"lost {counts.lost}, twice {counts.twice}, with another's frame {counts.mixed_up}, "
            f"rejected without a cause {counts.innocent}",
            f"frame ids: {counts.gaps} gaps, {counts.repeats} repeats; {counts.strays} strays, {counts.late} late",
        )
    )
    answer(counts.as_json() | {"seconds": round(perf_counter() - begun, 1)}, as_json=json, text=text)
    if not counts.right:
        raise typer.Exit(1)

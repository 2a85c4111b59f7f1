"""`inspector-app line simulate`: plays the PLC that line.toml names, for trying a line out without one."""

from __future__ import annotations

from typing import Annotated

import typer

from inspector_app.cli.options import HomeOption, JsonOption, opened_home
from inspector_app.cli.output import answer


def command(
    *,
    speed: Annotated[float, typer.Option(min=1, max=20_000, help="Parts an hour.")] = 900,
    parts: Annotated[int | None, typer.Option(min=1, help="End after so many parts.")] = None,
    seconds: Annotated[float | None, typer.Option(min=0.1, help="End after so many seconds.")] = None,
    window: Annotated[
        float, typer.Option(min=0.05, help="Seconds from the trigger in which an ACCEPT counts.")
    ] = 1.2,
    dead_sensor: Annotated[
        bool, typer.Option("--dead-sensor", help="The sensor at the hold bin sees nothing.")
    ] = False,
    open_gate: Annotated[
        bool, typer.Option("--open-gate", help="The gate is stuck: every part leaves as good.")
    ] = False,
    acknowledge_after: Annotated[
        float | None, typer.Option(min=0, help="Acknowledge the station's faults after so many seconds.")
    ] = None,
    home: HomeOption = None,
    json: JsonOption = False,
) -> None:
    """Triggers parts and sorts them by the station's signals, as a PLC does; rejects whatever is not accepted."""
    from inspector_app.bootstrap.simulated_plc import simulate_plc
    from inspector_app.simulation.plc_program import PlcPlan

    station = opened_home(home, log="plc")
    plan = PlcPlan(
        parts_per_hour=speed,
        window_s=window,
        parts=parts,
        sensor_works=not dead_sensor,
        gate_works=not open_gate,
        acknowledge_after_s=acknowledge_after,
    )
    counts = simulate_plc(station, plan, seconds).as_json()
    text = ", ".join(f"{value} {name.replace('_', ' ')}" for name, value in counts.items())
    answer(counts, as_json=json, text=text)

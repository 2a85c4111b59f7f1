"""`inspector-app drill`: what the line does when the station dies, really tried with a simulated PLC."""

from __future__ import annotations

import sys
from typing import Annotated, Literal

import typer

from inspector_app.cli.errors import NO
from inspector_app.cli.options import HomeOption, JsonOption, opened_home
from inspector_app.cli.output import answer


def command(
    *,
    when_away: Annotated[
        str | None, typer.Option(help="reject, stop or manual; else as line.toml says.")
    ] = None,
    speed: Annotated[float, typer.Option(min=60, max=20_000, help="Parts an hour of the drill.")] = 3600,
    away: Annotated[float, typer.Option(min=3, max=120, help="Seconds for which the line stays dead.")] = 8,
    home: HomeOption = None,
    json: JsonOption = False,
) -> None:
    """Kills the process of a line, watches the PLC, starts the line anew, and looks when READY comes back.

    It works in a home of its own that is removed afterwards; a line of this home goes on undisturbed. Takes about a
    minute. Exit code 1 where anything was not as the setting says.
    """
    from inspector_app.bootstrap.drilling import run_drill
    from inspector_app.settings.line_file import load_line_setup
    from inspector_app.settings.line_setup import Fallback, LineSetup, ModbusWire

    station = opened_home(home, log="drill")
    setup = load_line_setup(station.line_file)
    if when_away is not None:
        if when_away not in {"reject", "stop", "manual"}:
            raise typer.BadParameter("--when-away is reject, stop or manual")
        wanted: Literal["reject", "stop", "manual"] = when_away  # type: ignore[assignment]  # looked at just above
        wire = ModbusWire(kind="modbus", host="127.0.0.1")
        setup = LineSetup(wire=wire, fallback=Fallback(when_away=wanted))
    drill = run_drill(
        setup, parts_per_hour=speed, away_s=away, tell=lambda line: print(line, file=sys.stderr, flush=True)
    )
    result = {"ok": drill.ok, "when_away": drill.when_away, "steps": drill.steps}
    end = "The line does what its setting says." if drill.ok else "Something was not as its setting says."
    lines = [f"Fallback: {drill.when_away}", *(step.line for step in drill.steps), end]
    answer(result, as_json=json, text="\n".join(lines))
    if not drill.ok:
        raise typer.Exit(NO)

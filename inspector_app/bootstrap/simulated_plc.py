"""The simulated PLC of a home's line, run in this process."""

from __future__ import annotations

import asyncio

from inspector_app.settings.home import Home
from inspector_app.settings.line_file import LineFileError, needed_line_setup
from inspector_app.settings.line_setup import LineSetup
from inspector_app.simulation.plc import open_plc, serve_until
from inspector_app.simulation.plc_program import PlcCounts, PlcPlan, PlcProgram


def simulate_plc(home: Home, plan: PlcPlan, seconds: float | None) -> PlcCounts:
    """Plays the PLC until its parts are through or the time is over. Raises LineFileError."""
    setup = needed_line_setup(home.line_file)
    program = PlcProgram(plan)
    try:
        asyncio.run(_play(setup, program, seconds))
    except OSError as error:
        raise LineFileError(f"{home.line_file}: {error}") from error
    return program.counts


async def _play(setup: LineSetup, program: PlcProgram, seconds: float | None) -> None:
    await serve_until(open_plc(setup, program), program, seconds)

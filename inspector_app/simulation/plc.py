"""The simulated PLC as a process: its program behind the wire that the line's settings name."""

from __future__ import annotations

import asyncio
import contextlib
import signal
from dataclasses import replace
from typing import Protocol

from inspector_app.settings.line_setup import CouplerWire, LineSetup, ModbusWire, OpcUaWire
from inspector_app.simulation.plc_program import PlcProgram


class Plc(Protocol):
    """A program that is served over one protocol."""

    stopping: asyncio.Event

    async def serve(self) -> None:
        """Until `stopping` is set. Raises OSError where the address can't be had."""


def open_plc(setup: LineSetup, program: PlcProgram) -> Plc:
    """The PLC of these settings; it does not serve yet."""
    wire = setup.wire
    if isinstance(wire, ModbusWire):
        from inspector_app.simulation.plc_modbus import ModbusPlc  # noqa: PLC0415 - one protocol is enough to load

        return ModbusPlc(wire, program)
    if isinstance(wire, CouplerWire):
        from inspector_app.simulation.plc_coupler import CouplerPlc  # noqa: PLC0415

        program.plan = replace(program.plan, id_bits=wire.part_bits)
        return CouplerPlc(wire, program)
    if isinstance(wire, OpcUaWire):
        from inspector_app.simulation.plc_opcua import OpcUaPlc  # noqa: PLC0415

        return OpcUaPlc(wire, program)
    from inspector_app.simulation.plc_mqtt import MqttPlc  # noqa: PLC0415

    return MqttPlc(wire, program)


async def serve_until(plc: Plc, program: PlcProgram, seconds: float | None) -> None:
    """Serves until its parts are through, the time is over, or a signal asks for the end."""
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        with contextlib.suppress(NotImplementedError, ValueError):  # Windows, or not the main thread
            loop.add_signal_handler(number, plc.stopping.set)
    serving = asyncio.ensure_future(plc.serve())
    until = loop.time() + (seconds if seconds is not None else float("inf"))
    while not (serving.done() or program.ended or loop.time() > until):
        await asyncio.sleep(0.05)
    plc.stopping.set()
    await serving

"""The simulated PLC as a Modbus TCP server: its program runs every few milliseconds on the server's registers."""

from __future__ import annotations

import asyncio
import time
from typing import cast

from pymodbus.server import ModbusTcpServer
from pymodbus.simulator import DataType, SimData, SimDevice

from inspector_app.domain.line_signals import StationSignals
from inspector_app.domain.line_words import PLC_WORDS_WITH_MANUAL, STATION_WORDS, plc_words, station_signals
from inspector_app.settings.line_setup import ModbusWire
from inspector_app.simulation.plc_modbus_server import serve_cycles
from inspector_app.simulation.plc_program import PlcProgram

_HOLDING, _WRITE_HOLDING = 3, 16


class ModbusPlc:
    """Serves until `stopping` is set. Raises OSError where the address is taken."""

    def __init__(self, setup: ModbusWire, program: PlcProgram) -> None:
        self._setup = setup
        self.program = program
        self.stopping = asyncio.Event()
        self.stuck = False
        """True: writes are accepted, and change nothing."""

    async def serve(self) -> None:
        """Runs the program's cycles between the station's requests."""
        setup = self._setup
        registers = [
            SimData(setup.outputs_at, count=STATION_WORDS, values=0, datatype=DataType.REGISTERS),
            SimData(setup.inputs_at, count=PLC_WORDS_WITH_MANUAL, values=0, datatype=DataType.REGISTERS),
        ]
        device = SimDevice(id=setup.unit, simdata=registers, action=self._accept)
        await serve_cycles(device, (setup.host, setup.port), self._cycle, self.stopping)

    async def _cycle(self, server: ModbusTcpServer) -> None:
        setup = self._setup
        words = await server.async_getValues(setup.unit, _HOLDING, setup.outputs_at, STATION_WORDS)
        says = plc_words(self.program.cycle(_station(words, setup), time.monotonic()), setup.word_order)
        await server.async_setValues(setup.unit, _WRITE_HOLDING, setup.inputs_at, says)

    async def _accept(  # noqa: PLR0917 - as pymodbus calls it
        self,
        code: int,
        start: int,
        address: int,
        count: int,
        current: list[int],
        values: list[int] | list[bool] | None,
    ) -> None:
        del code, count
        if self.stuck and values is not None and address == self._setup.outputs_at:
            offset = address - start
            cast("list[int]", values)[:] = current[offset : offset + len(values)]


def _station(words: list[int] | list[bool], setup: ModbusWire) -> StationSignals | None:
    """None for what the station can't have written: a PLC that can't read it takes it as off."""
    try:
        return station_signals([int(word) for word in words], setup.word_order)
    except ValueError:
        return None

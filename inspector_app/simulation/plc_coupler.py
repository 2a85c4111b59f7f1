"""The simulated PLC behind a Modbus coupler: single bits only, and no ids but those that have bits."""

from __future__ import annotations

import asyncio
import time
from typing import cast

from pymodbus.server import ModbusTcpServer
from pymodbus.simulator import DataType, SimData, SimDevice

from inspector_app.domain.line_bits import BitMap
from inspector_app.settings.line_setup import CouplerWire
from inspector_app.simulation.plc_modbus_server import serve_cycles
from inspector_app.simulation.plc_program import PlcProgram

_READ_COILS, _WRITE_INPUTS = 1, 2


class CouplerPlc:
    """Serves until `stopping` is set. Raises OSError where the address is taken."""

    def __init__(self, setup: CouplerWire, program: PlcProgram) -> None:
        self._setup, self.program = setup, program
        self._map = BitMap(setup.coils, setup.inputs, setup.part_bits, setup.class_bits, setup.fault_bits)
        self.stopping = asyncio.Event()
        self.stuck = False
        """True: writes are accepted, and change nothing."""
        self.coils = [False] * self._map.coil_count
        """As the station last set them; may be looked at from any thread."""

    async def serve(self) -> None:
        """Runs the program's cycles between the station's requests."""
        setup = self._setup
        await serve_cycles(self._device(), (setup.host, setup.port), self._cycle, self.stopping)

    def _device(self) -> SimDevice:
        def bits(at: int, count: int) -> list[SimData]:
            words = at // 16, (at % 16 + count + 15) // 16
            return [SimData(words[0], count=16 * words[1], values=False, datatype=DataType.BITS)]

        setup, unused = self._setup, [SimData(0, values=0, datatype=DataType.REGISTERS)]
        blocks = (
            bits(setup.coils_at, self._map.coil_count),
            bits(setup.inputs_at, self._map.input_count),
            unused,
            unused,
        )
        return SimDevice(id=setup.unit, simdata=blocks, action=self._accept)

    async def _cycle(self, server: ModbusTcpServer) -> None:
        setup, count = self._setup, self._map.coil_count
        bits = await server.async_getValues(setup.unit, _READ_COILS, setup.coils_at, count)
        self.coils = [bool(bit) for bit in bits][:count]
        said = self.program.cycle(self._map.station_signals(self.coils), time.monotonic())
        await server.async_setValues(setup.unit, _WRITE_INPUTS, setup.inputs_at, self._map.plc_bits(said))

    async def _accept(  # noqa: PLR0917 - as pymodbus calls it
        self,
        code: int,
        start: int,
        address: int,
        count: int,
        current: list[int],
        values: list[int] | list[bool] | None,
    ) -> None:
        del start, address, count, current
        if self.stuck and values is not None and code != _WRITE_INPUTS:
            cast("list[bool]", values)[:] = self.coils

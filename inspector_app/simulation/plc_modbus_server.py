"""A Modbus TCP server whose program runs every few milliseconds between the station's requests."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable

from pymodbus.server import ModbusTcpServer
from pymodbus.simulator import SimDevice

_CYCLE_S = 0.005
logging.getLogger("pymodbus").setLevel(logging.CRITICAL)

Cycle = Callable[[ModbusTcpServer], Awaitable[None]]


async def serve_cycles(
    device: SimDevice, address: tuple[str, int], cycle: Cycle, stopping: asyncio.Event
) -> None:
    """Serves until `stopping` is set. Raises OSError where the address is taken."""
    server = ModbusTcpServer(device, address=address)
    try:
        await server.serve_forever(background=True)
    except RuntimeError as error:
        raise OSError(f"{address[0]}:{address[1]} can't be served: {error}") from error
    try:
        while not stopping.is_set():
            await cycle(server)
            await asyncio.sleep(_CYCLE_S)
    finally:
        await server.shutdown()

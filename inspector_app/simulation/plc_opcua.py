"""The simulated PLC as an OPC UA server with a variable for each signal."""

from __future__ import annotations

import asyncio
import logging
import time

from asyncua import ua
from asyncua.common.node import Node
from asyncua.server.server import Server

from inspector_app.domain.line_names import (
    LONG,
    PLC_NODES,
    STATION_NODES,
    plc_values,
    station_from,
    station_values,
)
from inspector_app.domain.line_signals import PlcSignals, StationSignals
from inspector_app.settings.line_setup import OpcUaWire
from inspector_app.simulation.plc_program import PlcProgram

_CYCLE_S = 0.01
_NAMESPACE = "urn:inspector:simulated-plc"
logging.getLogger("asyncua").setLevel(logging.CRITICAL)


class OpcUaPlc:
    """Serves until `stopping` is set. Raises OSError where the address is taken."""

    def __init__(self, setup: OpcUaWire, program: PlcProgram) -> None:
        self._setup, self.program = setup, program
        self.stopping = asyncio.Event()
        self.stuck = False
        """True: what the station writes is put back to what it was."""
        self._held = station_values(StationSignals())
        self._stable: StationSignals | None = None

    async def serve(self) -> None:
        """Runs the program's cycles on the server's variables."""
        server = Server()
        await server.init()
        server.set_endpoint(self._setup.url)
        server.set_security_policy([ua.SecurityPolicyType.NoSecurity])
        await server.register_namespace(_NAMESPACE)
        station = await _variables(server, self._setup.station_node, STATION_NODES, self._held, writable=True)
        plc = await _variables(
            server, self._setup.plc_node, PLC_NODES, plc_values(PlcSignals()), writable=False
        )
        await server.start()
        try:
            while not self.stopping.is_set():
                await self._cycle(server, station, plc)
                await asyncio.sleep(_CYCLE_S)
        finally:
            await server.stop()

    async def _cycle(self, server: Server, station: dict[str, Node], plc: dict[str, Node]) -> None:
        if self.stuck:
            await _set(server, station, self._held)
        held = {name: await node.get_value() for name, node in station.items()}
        if held == self._held:  # variables change one by one: what two cycles running show belongs together
            self._stable = _signals(held)
        self._held = held
        values = plc_values(self.program.cycle(self._stable, time.monotonic()))
        said = {name: values[name] for name in PLC_NODES}
        trigger = {"trigger": said.pop("trigger")}
        for values in (said, trigger) if trigger["trigger"] else (trigger, said):
            await _set(server, plc, values)


def _signals(held: dict[str, bool | int]) -> StationSignals | None:
    try:
        return station_from(held)
    except ValueError:
        return None


async def _variables(
    server: Server, template: str, names: dict[str, str], values: dict[str, bool | int], *, writable: bool
) -> dict[str, Node]:
    made: dict[str, Node] = {}
    for signal, name in names.items():
        node_id = ua.NodeId.from_string(template.replace("{name}", name))
        value = ua.Variant(values[signal], _type_of(signal, values[signal]))
        made[signal] = await server.nodes.objects.add_variable(node_id, ua.QualifiedName(name, 2), value)
        if writable:
            await made[signal].set_writable()
    return made


async def _set(server: Server, nodes: dict[str, Node], values: dict[str, bool | int]) -> None:
    for name, value in values.items():
        said = ua.DataValue(ua.Variant(value, _type_of(name, value)))
        await server.write_attribute_value(nodes[name].nodeid, said)


def _type_of(name: str, value: bool | int) -> ua.VariantType:
    if isinstance(value, bool):
        return ua.VariantType.Boolean
    return ua.VariantType.UInt32 if name in LONG else ua.VariantType.UInt16

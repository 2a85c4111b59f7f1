"""OPC UA to the PLC: the station is a client, and the PLC's server holds a variable for each signal.

The companion specification makes the vision system the server. Here the PLC is, since only what was read back from the
PLC itself proves that the PLC has it (docs/decisions).
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import threading
from collections.abc import Coroutine, Mapping
from typing import Any, TypeVar

from asyncua import ua
from asyncua.client.client import Client
from asyncua.common.node import Node
from asyncua.ua.attribute_ids import AttributeIds

from inspector_app.domain.line_names import (
    LONG,
    PLC_NODES,
    STATION_NODES,
    plc_from,
    station_from,
    station_values,
)
from inspector_app.domain.line_signals import PlcSignals, StationSignals
from inspector_app.settings.line_setup import OpcUaWire as OpcUaSetup
from inspector_app.signals.wire import NEVER_WRITTEN, WireError

_CONNECT_S = 5.0
_T = TypeVar("_T")
logging.getLogger("asyncua").setLevel(logging.CRITICAL)  # what it has to say comes as an exception, too


class OpcUaWire:
    """signals.wire.Wire over variables. asyncua works on an event loop in a thread of its own."""

    def __init__(self, setup: OpcUaSetup, answer_s: float) -> None:
        self._setup, self._answer_s = setup, answer_s
        self.name = f"OPC UA {setup.url}"
        self._loop: asyncio.AbstractEventLoop | None = None
        self._client: Client | None = None
        self._station: dict[str, Node] = {}
        self._plc: dict[str, Node] = {}
        self._valid_before = False

    def connect(self) -> None:
        """Connects anew and looks that every node is there."""
        if self._loop is None:
            self._loop = asyncio.new_event_loop()
            threading.Thread(target=_turn, args=(self._loop,), name="opc-ua", daemon=True).start()
        self._do(self._connect(), _CONNECT_S)
        self.read_back()
        self.read()

    def write(self, signals: StationSignals) -> None:
        """One request, or two where ResultReady changes: it goes off first and comes on last."""
        values = station_values(signals)
        valid = {"result_valid": values.pop("result_valid")}
        if signals.result_valid == self._valid_before:
            batches = [values | valid]
        else:
            batches = [values, valid] if signals.result_valid else [valid, values]
        for batch in batches:
            self._do(self._write(batch), self._answer_s)
        self._valid_before = signals.result_valid

    def read_back(self) -> StationSignals:
        """What the PLC's server holds of it."""
        try:
            return station_from(self._values(self._station))
        except ValueError:
            return StationSignals(fault_code=NEVER_WRITTEN)

    def read(self) -> PlcSignals:
        """What the PLC says."""
        try:
            return plc_from(self._values(self._plc))
        except ValueError as error:
            raise WireError(f"{self._setup.url}: {error}") from error

    def as_carried(self, signals: StationSignals) -> StationSignals:
        """Variables carry everything."""
        return signals

    def close(self) -> None:
        """Lets the session and its thread go."""
        loop, client, self._loop, self._client = self._loop, self._client, None, None
        if loop is None:
            return
        if client is not None:
            with contextlib.suppress(Exception):  # the other side may be gone
                asyncio.run_coroutine_threadsafe(client.disconnect(), loop).result(self._answer_s)
        loop.call_soon_threadsafe(loop.stop)

    async def _connect(self) -> None:
        client = Client(self._setup.url, timeout=max(self._answer_s, 1.0))
        if self._setup.user:
            client.set_user(self._setup.user)
            client.set_password(os.environ.get(self._setup.password_variable, ""))
        await client.connect()
        self._client = client
        self._station = _nodes(client, self._setup.station_node, STATION_NODES)
        self._plc = _nodes(client, self._setup.plc_node, PLC_NODES)

    async def _write(self, values: Mapping[str, bool | int]) -> None:
        nodes = [self._station[name].nodeid for name in values]
        said = [ua.DataValue(ua.Variant(value, _type_of(name, value))) for name, value in values.items()]
        assert self._client is not None
        statuses = await self._client.uaclient.write_attributes(nodes, said, AttributeIds.Value)
        refused = [name for name, status in zip(values, statuses, strict=True) if not status.is_good()]
        if refused:
            raise WireError(f"{self._setup.url} refuses {', '.join(STATION_NODES[name] for name in refused)}")

    def _values(self, nodes: Mapping[str, Node]) -> dict[str, object]:
        assert self._client is not None
        return dict(
            zip(nodes, self._do(self._client.read_values(nodes.values()), self._answer_s), strict=True)
        )

    def _do(self, work: Coroutine[Any, Any, _T], longest_s: float) -> _T:
        assert self._loop is not None
        going = asyncio.run_coroutine_threadsafe(asyncio.wait_for(work, longest_s), self._loop)
        try:
            return going.result(longest_s + 1.0)
        except WireError:
            raise
        except TimeoutError as error:
            raise WireError(f"{self._setup.url} does not answer in time") from error
        except Exception as error:  # asyncua raises many kinds, also asyncio's own
            raise WireError(f"{self._setup.url}: {error or type(error).__name__}") from error


def _turn(loop: asyncio.AbstractEventLoop) -> None:
    """Runs the loop until it is stopped; what asyncua left running on it ends with it."""
    loop.run_forever()
    loop.run_until_complete(_end_all())
    loop.close()


async def _end_all() -> None:
    left = asyncio.all_tasks() - {asyncio.current_task()}
    for task in left:
        task.cancel()
    await asyncio.gather(*left, return_exceptions=True)


def _nodes(client: Client, template: str, names: Mapping[str, str]) -> dict[str, Node]:
    return {signal: client.get_node(template.replace("{name}", name)) for signal, name in names.items()}


def _type_of(name: str, value: bool | int) -> ua.VariantType:
    if isinstance(value, bool):
        return ua.VariantType.Boolean
    return ua.VariantType.UInt32 if name in LONG else ua.VariantType.UInt16

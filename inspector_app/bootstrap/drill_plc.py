"""The simulated PLC of a drill: it lives on in this process while the line's process is killed."""

from __future__ import annotations

import asyncio
import socket
import threading
from dataclasses import replace
from types import TracebackType
from typing import Self

from inspector_app.domain.line_signals import PlcSignals, StationSignals
from inspector_app.settings.line_setup import LineSetup, ModbusWire
from inspector_app.simulation.plc import open_plc
from inspector_app.simulation.plc_program import PlcCounts, PlcPlan, PlcProgram


class _Watched(PlcProgram):
    """Remembers what the station said last."""

    station: StationSignals = StationSignals()

    def cycle(self, station: StationSignals | None, now: float) -> PlcSignals:
        self.station = station or StationSignals()
        return super().cycle(station, now)


class DrillPlc:
    """A context: serves Modbus TCP on a free port of loopback."""

    def __init__(self, parts_per_hour: float) -> None:
        self.port = _free_port()
        self._program = _Watched(
            PlcPlan(parts_per_hour=parts_per_hour, window_s=1.2, acknowledge_after_s=1.0)
        )
        wire = ModbusWire(kind="modbus", host="127.0.0.1", port=self.port)
        self._plc = open_plc(LineSetup(wire=wire), self._program)
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._serve, name="drill-plc", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._loop.call_soon_threadsafe(self._plc.stopping.set)
        self._thread.join(timeout=10)

    @property
    def station(self) -> StationSignals:
        """What the PLC holds of the station; of a dead one, what it said last."""
        said = self._program.station
        return said if self.station_alive else replace(said, ready=False)

    @property
    def station_alive(self) -> bool:
        """Whether its heartbeat goes on."""
        return self._program.station_alive

    def counts(self) -> PlcCounts:
        """As they are now."""
        return replace(self._program.counts)

    def _serve(self) -> None:
        asyncio.set_event_loop(self._loop)
        self._loop.run_until_complete(self._plc.serve())
        self._loop.close()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port

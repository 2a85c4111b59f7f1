"""Discrete I/O on a Modbus TCP coupler: coils written, and read back, in one go; discrete inputs read."""

from __future__ import annotations

from inspector_app.domain.line_bits import BitMap
from inspector_app.domain.line_signals import PlcSignals, StationSignals
from inspector_app.settings.line_setup import CouplerWire as CouplerSetup
from inspector_app.signals.modbus_wire import ModbusServer
from inspector_app.signals.wire import WireError


class CouplerWire:
    """signals.wire.Wire over single bits."""

    def __init__(self, setup: CouplerSetup, answer_s: float) -> None:
        self._setup = setup
        self._server = ModbusServer(setup.host, setup.port, setup.unit, answer_s)
        self._map = BitMap(setup.coils, setup.inputs, setup.part_bits, setup.class_bits, setup.fault_bits)
        self.name = f"I/O by Modbus TCP {self._server.address}"

    def connect(self) -> None:
        """Connects anew."""
        self._server.connect()

    def write(self, signals: StationSignals) -> None:
        """One request for all coils, so that they change together."""
        bits = self._map.station_bits(signals)
        self._server.ask(self._server.client.write_coils, self._setup.coils_at, bits)

    def read_back(self) -> StationSignals:
        """What the coils hold."""
        count = self._map.coil_count
        answer = self._server.ask(self._server.client.read_coils, self._setup.coils_at, count=count)
        return self._map.station_signals(self._cut(answer.bits, count))

    def read(self) -> PlcSignals:
        """What the inputs say."""
        count = self._map.input_count
        ask = self._server.client.read_discrete_inputs
        answer = self._server.ask(ask, self._setup.inputs_at, count=count)
        return self._map.plc_signals(self._cut(answer.bits, count))

    def as_carried(self, signals: StationSignals) -> StationSignals:
        """Coils have no words, and few bits for numbers."""
        return self._map.as_carried(signals)

    def close(self) -> None:
        """Lets the connection go."""
        self._server.close()

    def _cut(self, bits: list[bool], count: int) -> list[bool]:
        """Answers come in whole bytes."""
        if len(bits) < count:
            raise WireError(f"{self._server.address} gave {len(bits)} bits instead of {count}")
        return bits[:count]

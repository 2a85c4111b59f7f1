"""Modbus TCP to the PLC: its holding registers are written, and read back, in one go each."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

from pymodbus.client import ModbusTcpClient
from pymodbus.exceptions import ModbusException

from inspector_app.domain.line_signals import PlcSignals, StationSignals
from inspector_app.domain.line_words import (
    PLC_WORDS,
    PLC_WORDS_WITH_MANUAL,
    STATION_WORDS,
    plc_signals,
    station_signals,
    station_words,
)
from inspector_app.settings.line_setup import ModbusWire as ModbusSetup
from inspector_app.signals.wire import NEVER_WRITTEN, WireError

logging.getLogger("pymodbus").setLevel(logging.CRITICAL)  # what it has to say comes as an exception, too


class ModbusServer:
    """A connection to one Modbus TCP server, with its errors said in one way."""

    def __init__(self, host: str, port: int, unit: int, answer_s: float) -> None:
        self.address = f"{host}:{port}"
        self._unit = unit
        self._client = ModbusTcpClient(host, port=port, timeout=answer_s, retries=0)

    def connect(self) -> None:
        """Connects anew; raises WireError."""
        self._client.close()
        try:
            connected = self._client.connect()
        except (OSError, ModbusException) as error:
            raise WireError(f"{self.address}: {error}") from error
        if not connected:
            raise WireError(f"nothing answers at {self.address}")

    def ask(self, request: Callable[..., Any], *arguments: object, **options: object) -> Any:  # noqa: ANN401 - pymodbus' own answer
        """One request; raises WireError where it is not answered in time, or refused."""
        try:
            answer = request(*arguments, device_id=self._unit, **options)
        except (OSError, ModbusException) as error:
            raise WireError(f"{self.address} does not answer") from error
        if answer.isError():
            raise WireError(f"{self.address} refuses: {answer}")
        return answer

    @property
    def client(self) -> ModbusTcpClient:
        """The requests to ask."""
        return self._client

    def close(self) -> None:
        """Lets the connection go."""
        self._client.close()


class ModbusWire:
    """signals.wire.Wire over registers."""

    def __init__(self, setup: ModbusSetup, answer_s: float, *, counts_manual: bool = False) -> None:
        """counts_manual: the PLC counts parts of manual inspection, in two registers more."""
        self._setup = setup
        self._plc_words = PLC_WORDS_WITH_MANUAL if counts_manual else PLC_WORDS
        self._server = ModbusServer(setup.host, setup.port, setup.unit, answer_s)
        self.name = f"Modbus TCP {self._server.address}"

    def connect(self) -> None:
        """Connects anew."""
        self._server.connect()

    def write(self, signals: StationSignals) -> None:
        """One request for all registers, so that the PLC never sees half of them."""
        words = station_words(signals, self._setup.word_order)
        self._server.ask(self._server.client.write_registers, self._setup.outputs_at, words)

    def read_back(self) -> StationSignals:
        """What the registers hold."""
        words = self._read(self._server.client.read_holding_registers, self._setup.outputs_at, STATION_WORDS)
        try:
            return station_signals(words, self._setup.word_order)
        except ValueError:
            return StationSignals(fault_code=NEVER_WRITTEN)

    def read(self) -> PlcSignals:
        """What the PLC keeps for the station."""
        client = self._server.client
        table = self._setup.inputs_from
        request = client.read_holding_registers if table == "holding" else client.read_input_registers
        return plc_signals(
            self._read(request, self._setup.inputs_at, self._plc_words), self._setup.word_order
        )

    def as_carried(self, signals: StationSignals) -> StationSignals:
        """Registers carry everything."""
        return signals

    def close(self) -> None:
        """Lets the connection go."""
        self._server.close()

    def _read(self, request: Callable[..., Any], at: int, count: int) -> list[int]:
        words: list[int] = self._server.ask(request, at, count=count).registers
        if len(words) != count:
            raise WireError(f"{self._server.address} gave {len(words)} registers instead of {count}")
        return words

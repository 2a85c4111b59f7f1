"""The simulated PLC on an MQTT broker: it listens to the station's topic and publishes on its own."""

from __future__ import annotations

import asyncio
import json
import time

import paho.mqtt.client as mqtt
from paho.mqtt.enums import CallbackAPIVersion

from inspector_app.domain.line_names import plc_values, station_from
from inspector_app.domain.line_signals import PlcSignals, StationSignals
from inspector_app.settings.line_setup import MqttWire
from inspector_app.simulation.plc_program import PlcProgram

_CYCLE_S = 0.01
_AT_LEAST_ONCE = 1


class MqttPlc:
    """Serves until `stopping` is set. Raises OSError where no broker answers."""

    def __init__(self, setup: MqttWire, program: PlcProgram) -> None:
        self._setup, self.program = setup, program
        self.stopping = asyncio.Event()
        self._station: StationSignals | None = None

    async def serve(self) -> None:
        """Runs the program's cycles; every change is published."""
        client = mqtt.Client(CallbackAPIVersion.VERSION2)
        client.on_message, client.on_connect = self._message, self._connected
        client.connect(self._setup.host, self._setup.port)
        client.loop_start()
        said: PlcSignals | None = None
        try:
            while not self.stopping.is_set():
                now = self.program.cycle(self._station, time.monotonic())
                if now != said:
                    client.publish(
                        f"{self._setup.topic}/plc", json.dumps(plc_values(now)), qos=_AT_LEAST_ONCE
                    )
                said = now
                await asyncio.sleep(_CYCLE_S)
        finally:
            client.disconnect()
            client.loop_stop()

    def _connected(self, client: mqtt.Client, *_: object) -> None:
        client.subscribe(f"{self._setup.topic}/station", _AT_LEAST_ONCE)

    def _message(self, _client: object, _data: object, message: mqtt.MQTTMessage) -> None:
        try:
            self._station = station_from(json.loads(message.payload))
        except (ValueError, AttributeError):
            self._station = None

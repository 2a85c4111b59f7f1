"""MQTT: both sides publish JSON objects. What comes back from the broker is the read-back.

The broker itself publishes "all off" when the station's connection dies (its will).
"""

from __future__ import annotations

import json
import os
import threading
from typing import cast

import paho.mqtt.client as mqtt
from paho.mqtt.enums import CallbackAPIVersion
from paho.mqtt.reasoncodes import ReasonCode

from inspector_app.domain.line_names import plc_from, station_from, station_values
from inspector_app.domain.line_signals import PlcSignals, StationSignals
from inspector_app.settings.line_setup import MqttWire as MqttSetup
from inspector_app.signals.wire import WireError

_CONNECT_S = 5.0
_KEEP_ALIVE_S = 2
_AT_LEAST_ONCE = 1


class MqttWire:
    """signals.wire.Wire over two topics. paho calls back on a thread of its own."""

    def __init__(self, setup: MqttSetup, answer_s: float) -> None:
        self._setup, self._answer_s = setup, answer_s
        self._address = f"{setup.host}:{setup.port}"
        self.name = f"MQTT {self._address}, {setup.topic}"
        self._out_topic, self._in_topic = f"{setup.topic}/station", f"{setup.topic}/plc"
        self._changed = threading.Condition()
        self._client: mqtt.Client | None = None
        self._alive = False
        self._listens = False
        self._sent = 0
        self._echo: tuple[int, StationSignals] | None = None
        self._heard: PlcSignals | None = None
        self._trouble = ""

    def connect(self) -> None:
        """Connects anew, listens, and waits for the PLC's first word."""
        self._alive, self._listens, self._trouble = False, False, ""
        self._echo, self._heard = None, None
        client = self._new_client()
        try:
            client.connect(self._setup.host, self._setup.port, keepalive=_KEEP_ALIVE_S)
        except OSError as error:
            raise WireError(f"nothing answers at {self._address}: {error}") from error
        client.loop_start()
        self._client = client
        with self._changed:
            if not self._changed.wait_for(lambda: self._listens or self._trouble, _CONNECT_S):
                raise WireError(f"the broker {self._address} does not answer")
        self._raise_trouble()

    def write(self, signals: StationSignals) -> None:
        """Publishes them all in one message."""
        self._sent += 1
        assert self._client is not None
        self._client.publish(
            self._out_topic, self._said(signals, self._sent), qos=_AT_LEAST_ONCE, retain=True
        )

    def read_back(self) -> StationSignals:
        """The newest message as the broker gives it to everybody."""
        with self._changed:
            self._changed.wait_for(lambda: self._is_back() or self._trouble, self._answer_s)
            self._raise_trouble()
            if not self._is_back() or self._echo is None:
                raise WireError(f"the broker {self._address} did not pass on what was published")
            return self._echo[1]

    def read(self) -> PlcSignals:
        """What the PLC published last."""
        with self._changed:
            self._changed.wait_for(lambda: self._heard is not None or self._trouble, self._answer_s)
            self._raise_trouble()
            if self._heard is None:
                raise WireError(f"the PLC says nothing on {self._in_topic}")
            return self._heard

    def as_carried(self, signals: StationSignals) -> StationSignals:
        """A JSON object carries everything."""
        return signals

    def close(self) -> None:
        """Leaves the broker."""
        client, self._client = self._client, None
        if client is not None:
            client.disconnect()
            client.loop_stop()

    def _new_client(self) -> mqtt.Client:
        client = mqtt.Client(CallbackAPIVersion.VERSION2, client_id=self._setup.client_id)
        client.will_set(self._out_topic, self._said(StationSignals(), 0), qos=_AT_LEAST_ONCE, retain=True)
        if self._setup.user:
            client.username_pw_set(self._setup.user, os.environ.get(self._setup.password_variable, ""))
        if self._setup.tls:
            client.tls_set()
        client.on_connect, client.on_subscribe = self._connected, self._subscribed
        client.on_disconnect, client.on_message = self._disconnected, self._message
        return client

    def _said(self, signals: StationSignals, number: int) -> str:
        return json.dumps({"number": number, **station_values(signals)})

    def _is_back(self) -> bool:
        return self._echo is not None and self._echo[0] == self._sent

    def _raise_trouble(self) -> None:
        if self._trouble:
            raise WireError(self._trouble)

    def _trouble_is(self, text: str) -> None:
        with self._changed:
            self._trouble = self._trouble or text
            self._changed.notify_all()

    def _connected(self, client: mqtt.Client, *said: object) -> None:
        """said: user data, flags, the broker's reason, properties."""
        reason = cast("ReasonCode", said[2])
        if reason.is_failure:
            self._trouble_is(f"the broker {self._address} refuses: {reason}")
            return
        client.subscribe([(self._out_topic, _AT_LEAST_ONCE), (self._in_topic, _AT_LEAST_ONCE)])

    def _subscribed(self, *_: object) -> None:
        with self._changed:
            self._listens = True
            self._changed.notify_all()

    def _disconnected(self, *_: object) -> None:
        self._trouble_is(f"the broker {self._address} is gone")

    def _message(self, _client: object, _data: object, message: mqtt.MQTTMessage) -> None:
        if message.retain:  # of before: whoever said it may be gone
            return
        try:
            said = json.loads(message.payload)
            with self._changed:
                if message.topic == self._out_topic:
                    self._echo = int(said["number"]), station_from(said)
                else:
                    self._heard = plc_from(said)
                self._changed.notify_all()
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            self._trouble_is(f"{message.topic} carries what can't be read: {error}")

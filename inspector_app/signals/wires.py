"""Opens the wire that a line's settings name; a protocol's library is loaded only where it is used."""

from __future__ import annotations

from inspector_app.settings import line_setup
from inspector_app.settings.line_setup import LineSetup
from inspector_app.signals.wire import Wire


def open_wire(setup: LineSetup) -> Wire:
    """The wire of a line; it is not connected."""
    wire, answer_s = setup.wire, setup.timing.answer_s
    if isinstance(wire, line_setup.ModbusWire):
        from inspector_app.signals.modbus_wire import ModbusWire  # noqa: PLC0415

        return ModbusWire(wire, answer_s, counts_manual=setup.fallback.when_away == "manual")
    if isinstance(wire, line_setup.CouplerWire):
        from inspector_app.signals.coupler_wire import CouplerWire  # noqa: PLC0415

        return CouplerWire(wire, answer_s)
    if isinstance(wire, line_setup.OpcUaWire):
        from inspector_app.signals.opcua_wire import OpcUaWire  # noqa: PLC0415

        return OpcUaWire(wire, answer_s)
    from inspector_app.signals.mqtt_wire import MqttWire  # noqa: PLC0415

    return MqttWire(wire, answer_s)

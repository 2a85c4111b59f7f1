"""The link to the line's PLC: one handshake, carried by Modbus TCP, OPC UA or MQTT."""

from inspector_app.signals.link import PlcLink
from inspector_app.signals.plc_parts import PlcParts
from inspector_app.signals.wire import Wire, WireError
from inspector_app.signals.wires import open_wire

__all__ = ["PlcLink", "PlcParts", "Wire", "WireError", "open_wire"]

"""Opens the wire that a line's settings name."""

from __future__ import annotations

from inspector_app.settings.line_setup import LineSetup
from inspector_app.signals.modbus_wire import ModbusWire
from inspector_app.signals.wire import Wire


def open_wire(setup: LineSetup) -> Wire:
    """The wire of a line; it is not connected."""
    return ModbusWire(setup.wire, setup.timing.answer_s)

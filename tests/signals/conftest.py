"""A line of each kind, played by a simulated PLC on loopback."""

import contextlib

import pytest

from tests.signals.playing import FAST, Broker, Cable, ServedPlc, Station, free_port, line_setup

KINDS = ("modbus", "modbus-io", "modbus-io with ids", "opcua", "mqtt")


class Lines:
    """Makes PLC, cable and station for a kind of wire; ends whatever it made."""

    def __init__(self, folder):
        self._folder, self._stack = folder, contextlib.ExitStack()

    def plc(self, kind, plan=FAST, **timing):
        """A served PLC, the cable to it, and the settings of a station at the near end of the cable."""
        port = free_port()
        if kind == "mqtt":
            broker = Broker(self._folder)
            self._stack.callback(broker.close)
            port = broker.port
        cable = Cable(port)
        self._stack.callback(cable.close)
        served = ServedPlc(line_setup(_wire(kind, port)), plan)
        self._stack.callback(served.stop)
        return served, cable, line_setup(_wire(kind, cable.port), **timing)

    def station(self, setup, **how):
        station = Station(setup, **how)
        self._stack.callback(station.end)
        return station

    def close(self):
        self._stack.close()


def _wire(kind, port):
    if kind == "opcua":
        return {"kind": "opcua", "url": f"opc.tcp://127.0.0.1:{port}"}
    address = {"host": "127.0.0.1", "port": port}
    if kind == "modbus-io with ids":
        return {"kind": "modbus-io", "part_bits": 4, "class_bits": 8, "fault_bits": 8, **address}
    return {"kind": kind, **address}


@pytest.fixture
def lines(tmp_path):
    made = Lines(tmp_path)
    yield made
    made.close()


@pytest.fixture(params=KINDS)
def kind(request):
    return request.param


@pytest.fixture(params=[kind for kind in KINDS if kind != "opcua"])
def quick_kind(request):
    """For what the handshake does, whatever carries it: an OPC UA server takes seconds to come up."""
    return request.param

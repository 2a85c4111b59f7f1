"""`line check`: reads everything and moves nothing; a pulse is read back and never lets a part go."""

import pytest

from inspector_app.signals import open_wire
from inspector_app.signals.checking import check_line
from tests.signals.playing import free_port, line_setup, until


def bad(checks):
    return [check.name for check in checks if not check.ok]


def test_a_plc_that_answers_is_ok_and_nothing_is_written(lines, kind):
    plc, _, setup = lines.plc(kind)
    until(lambda: plc.program.counts.triggered >= 1)
    checks = check_line(open_wire(setup), setup, pulse=False)
    assert bad(checks) == [], checks
    assert [check.name for check in checks][:3] == ["connection", "PLC's signals", "PLC's heartbeat"]
    assert plc.program.counts.good == 0


def test_a_pulse_is_read_back(lines, quick_kind):
    plc, _, setup = lines.plc(quick_kind)
    until(lambda: plc.program.counts.triggered >= 1)
    checks = check_line(open_wire(setup), setup, pulse=True)
    assert bad(checks) == [], checks
    assert "pulse all off" in [check.name for check in checks]
    assert plc.program.counts.good == 0


def test_a_pulse_that_changes_nothing_is_told(lines):
    plc, _, setup = lines.plc("modbus")
    until(lambda: plc.program.counts.triggered >= 1)
    plc.plc.stuck = True
    assert bad(check_line(open_wire(setup), setup, pulse=True)) == [
        *("pulse busy", "pulse failed", "pulse line_stop", "pulse drives", "pulse all off"),
    ]


@pytest.mark.parametrize("wire", ["modbus", "modbus-io", "mqtt", "opcua"])
def test_nobody_there_is_one_line_that_says_where(wire):
    port = free_port()
    address = (
        {"url": f"opc.tcp://127.0.0.1:{port}"} if wire == "opcua" else {"host": "127.0.0.1", "port": port}
    )
    setup = line_setup({"kind": wire, **address})
    checks = check_line(open_wire(setup), setup, pulse=False)
    assert bad(checks) == ["connection"]
    assert str(port) in checks[-1].detail

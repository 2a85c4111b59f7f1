"""line.toml: what is wrong is named and stops the start."""

import pytest

from inspector_app.settings.line_file import LineFileError, load_line_setup, needed_line_setup
from inspector_app.settings.line_setup import ModbusWire

MODBUS = '[wire]\nkind = "modbus"\nhost = "plc"\n'


@pytest.fixture
def write(tmp_path):
    file = tmp_path / "line.toml"

    def written(text):
        file.write_text(text, encoding="utf-8")
        return file

    return written


def test_a_home_without_the_file_has_no_plc(tmp_path):
    assert load_line_setup(tmp_path / "line.toml") is None
    with pytest.raises(LineFileError, match="line-signals"):
        needed_line_setup(tmp_path / "line.toml")


def test_defaults_and_what_numbers_mean(write):
    setup = load_line_setup(write(MODBUS + '[recipes]\n4 = "board-a"\n[class_codes]\nscratch = 17\n'))
    assert isinstance(setup.wire, ModbusWire)
    assert (setup.wire.port, setup.wire.outputs_at, setup.wire.inputs_at) == (502, 0, 100)
    assert (setup.product_of(4), setup.product_of(5), setup.number_of("board-a"), setup.number_of("x")) == (
        *("board-a", None),
        *(4, 0),
    )
    assert setup.class_codes == {"scratch": 17}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[wire\n", "can't be read"),
        ('[wire]\nkind = "profinet"\n', "wire"),
        ('[wire]\nkind = "modbus"\n', "wire.modbus.host"),
        (MODBUS + "prot = 502\n", "wire.modbus.prot: there is no such key"),
        (MODBUS + "port = 70000\n", "wire.modbus.port"),
        (MODBUS + '[recipes]\nzero = "x"\n', "recipes"),
        ('[wire]\nkind = "modbus-io"\nhost = "io"\ncoils = ["ready", "busy"]\n', "there is no coil for"),
        ('[wire]\nkind = "modbus-io"\nhost = "io"\ninputs = ["trigger"]\n', "needs the input reject_seen"),
        (
            '[wire]\nkind = "modbus-io"\nhost = "io"\ninputs = ["trigger", "trigger"]\n',
            "trigger is there twice",
        ),
        ('[wire]\nkind = "opcua"\nurl = "http://plc"\n', "wire.opcua.url"),
        ('[wire]\nkind = "mqtt"\nhost = "broker"\ntopic = "line/#"\n', "wire.mqtt.topic"),
    ],
)
def test_what_is_wrong_is_named_with_file_and_key(write, text, words):
    file = write(text)
    with pytest.raises(LineFileError, match=words) as refused:
        load_line_setup(file)
    assert str(file) in str(refused.value)


def test_a_coupler_has_no_heartbeat_unless_it_has_an_input_for_it(write):
    assert load_line_setup(write('[wire]\nkind = "modbus-io"\nhost = "io"\n')).plc_silent_s == 0
    beats = '[wire]\nkind = "modbus-io"\nhost = "io"\ninputs = ["trigger", "reject_seen", "heartbeat"]\n'
    assert load_line_setup(write(beats)).plc_silent_s == 1.0

"""The registers as docs/line-signals.md promises them to a PLC programmer: figures written by hand, not by the code."""

import pytest

from inspector_app.domain.line_bits import BitMap
from inspector_app.domain.line_names import plc_from, plc_values, station_from, station_values
from inspector_app.domain.line_signals import PlcSignals, StationSignals
from inspector_app.domain.line_words import plc_signals, plc_words, station_signals, station_words

ACCEPT = StationSignals(
    ready=True, result_valid=True, passed=True, drives=True, heartbeat=515, part_id=0x00012345, recipe=4
)
REJECT = StationSignals(
    ready=True, result_valid=True, failed=True, drives=True, heartbeat=1, part_id=7, class_code=2
)
SAID = PlcSignals(
    trigger=True, line_running=True, heartbeat=9, part_id=0x00020001, recipe_request=3,
    rejected_part=0x00010000, passed_part=5, held=70_000, good=6,
)  # fmt: skip


def test_an_accept_in_registers():
    # Ready 1 + ResultValid 4 + Pass 8 + Drives 128 = 141
    assert station_words(ACCEPT) == [141, 515, 0, 0x0001, 0x2345, 0, 4, 65535 - 141]
    assert station_words(ACCEPT, "low first")[3:5] == [0x2345, 0x0001]


def test_a_reject_and_a_fault_in_registers():
    assert station_words(REJECT)[0] == 1 + 4 + 16 + 128
    fault = StationSignals(line_stop=True, fault_code=220)
    assert station_words(fault) == [32 + 64, 0, 220, 0, 0, 0, 0, 65535 - 96]


def test_what_the_plc_says_in_registers():
    words = [1 + 8, 9, 2, 1, 3, 1, 0, 0, 5, 1, 4464, 0, 6]
    assert plc_words(SAID) == [*words, 0, 0]
    assert plc_signals(words) == SAID


def test_mode_lamp_and_fallback_in_registers():
    said = StationSignals(alert=True, lamp=True, away_stop=True)
    assert station_words(said)[0] == 256 + 512 + 1024
    assert station_words(StationSignals(away_manual=True))[0] == 2048
    assert station_signals(station_words(said)) == said
    manual = PlcSignals(manual=70_001)
    assert plc_words(manual)[13:] == [1, 4465]
    assert plc_signals(plc_words(manual)) == manual


@pytest.mark.parametrize("order", ["high first", "low first"])
def test_there_and_back(order):
    assert station_signals(station_words(ACCEPT, order), order) == ACCEPT
    assert plc_signals(plc_words(SAID, order), order) == SAID


def test_a_status_whose_inverse_does_not_match_is_refused():
    words = station_words(ACCEPT)
    words[0] |= 16
    with pytest.raises(ValueError, match="inverse"):
        station_signals(words)


def test_all_off_accepts_nothing_and_so_does_whatever_is_doubtful():
    assert not StationSignals().accepts(0)
    assert ACCEPT.accepts(0x12345)
    assert not ACCEPT.accepts(0x12346)
    assert not REJECT.accepts(7)
    for change in ({"ready": False}, {"result_valid": False}, {"failed": True}, {"fault_code": 201}):
        assert not StationSignals(
            **{"ready": True, "result_valid": True, "passed": True, "part_id": 7} | change
        ).accepts(7)


BITS = BitMap(
    ("ready", "busy", "result_valid", "passed", "failed", "fault", "-", "heartbeat"),
    ("trigger", "-"),
    4,
    3,
    8,
)


def test_coils_in_their_order():
    bits = BITS.station_bits(
        StationSignals(ready=True, failed=True, heartbeat=3, part_id=5, class_code=6, fault_code=201)
    )
    named, part, klass, fault = bits[:8], bits[8:12], bits[12:15], bits[15:]
    assert named == [True, False, False, False, True, True, False, True]
    assert part == [True, False, True, False]
    assert klass == [False, True, True]
    assert sum(1 << place for place, bit in enumerate(fault) if bit) == 201


def test_inputs_in_their_order_and_a_line_that_nobody_says_stands_runs():
    assert BITS.plc_signals([True, True, False, True, False, False]) == PlcSignals(
        trigger=True, line_running=True, part_id=2
    )


def test_names_there_and_back():
    assert station_from(station_values(ACCEPT)) == ACCEPT
    assert plc_from(plc_values(SAID)) == SAID


@pytest.mark.parametrize(
    "wrong",
    [
        {"ready": 1},
        {"part_id": True},
        {"part_id": -1},
        {"heartbeat": 65536},
        {"fault": True},
        {"passed": None},
    ],
)
def test_a_value_of_another_type_or_size_is_refused(wrong):
    with pytest.raises(ValueError, match="|".join(wrong)):
        station_from(station_values(ACCEPT) | wrong)

"""The signals as 16-bit words, as Modbus carries them: docs/line-signals.md has the same tables for people."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from inspector_app.domain.line_signals import PlcSignals, StationSignals

WordOrder = Literal["high first", "low first"]

STATION_WORDS = 8
PLC_WORDS = 13
PLC_WORDS_WITH_MANUAL = 15
"""Where parts may go by manual inspection, their count comes after the others."""
STATION_BITS = (
    *("ready", "busy", "result_valid", "passed", "failed", "fault", "line_stop", "drives"),
    *("alert", "lamp", "away_stop", "away_manual"),
)
"""Of the first word, from the lowest bit on. fault is on where the fault code is not 0."""
PLC_BITS = ("trigger", "acknowledge", "result_taken", "line_running", "reject_seen")


def station_words(signals: StationSignals, order: WordOrder = "high first") -> list[int]:
    """The 8 words that the station writes in one go."""
    return [
        _bits(signals, STATION_BITS),
        signals.heartbeat,
        signals.fault_code,
        *_split(signals.part_id, order),
        signals.class_code,
        signals.recipe,
        0xFFFF ^ _bits(signals, STATION_BITS),
    ]


def station_signals(words: Sequence[int], order: WordOrder = "high first") -> StationSignals:
    """The other way; raises ValueError where the last word is not the first one inverted."""
    if words[7] != 0xFFFF ^ words[0]:
        raise ValueError("the status word and its inverse do not match")
    bits = {name: bool(words[0] >> bit & 1) for bit, name in enumerate(STATION_BITS) if name != "fault"}
    return StationSignals(
        **bits,
        heartbeat=words[1],
        fault_code=words[2],
        part_id=_join(words[3:5], order),
        class_code=words[5],
        recipe=words[6],
    )


def plc_words(signals: PlcSignals, order: WordOrder = "high first") -> list[int]:
    """The 15 words that the PLC keeps for the station; the last two are of use with manual inspection alone."""
    return [
        _bits(signals, PLC_BITS),
        signals.heartbeat,
        *_split(signals.part_id, order),
        signals.recipe_request,
        *_split(signals.rejected_part, order),
        *_split(signals.passed_part, order),
        *_split(signals.held, order),
        *_split(signals.good, order),
        *_split(signals.manual, order),
    ]


def plc_signals(words: Sequence[int], order: WordOrder = "high first") -> PlcSignals:
    """The other way; 13 words are enough."""
    return PlcSignals(
        **{name: bool(words[0] >> bit & 1) for bit, name in enumerate(PLC_BITS)},
        heartbeat=words[1],
        part_id=_join(words[2:4], order),
        recipe_request=words[4],
        rejected_part=_join(words[5:7], order),
        passed_part=_join(words[7:9], order),
        held=_join(words[9:11], order),
        good=_join(words[11:13], order),
        manual=_join(words[13:15], order) if len(words) >= PLC_WORDS_WITH_MANUAL else 0,
    )


def _bits(signals: StationSignals | PlcSignals, names: Sequence[str]) -> int:
    return sum(1 << bit for bit, name in enumerate(names) if getattr(signals, name))


def _split(value: int, order: WordOrder) -> tuple[int, int]:
    high, low = value >> 16 & 0xFFFF, value & 0xFFFF
    return (high, low) if order == "high first" else (low, high)


def _join(words: Sequence[int], order: WordOrder) -> int:
    high, low = words if order == "high first" else reversed(words)
    return high << 16 | low

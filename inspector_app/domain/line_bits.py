"""The signals as single bits, as couplers carry them: coils of the station, discrete inputs of the PLC."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from inspector_app.domain.line_signals import PlcSignals, StationSignals

_WHERE_NO_CODE = 1
"""The fault code of a coupler that has a bit for the fault, and none for its code."""


@dataclass(frozen=True, slots=True)
class BitMap:
    """Names of coils and inputs in their order ("-": not used), and how many bits numbers have after them."""

    coils: tuple[str, ...]
    inputs: tuple[str, ...]
    part_bits: int
    class_bits: int
    fault_bits: int

    @property
    def coil_count(self) -> int:
        """All coils."""
        return len(self.coils) + self.part_bits + self.class_bits + self.fault_bits

    @property
    def input_count(self) -> int:
        """All inputs."""
        return len(self.inputs) + self.part_bits

    def as_carried(self, signals: StationSignals) -> StationSignals:
        """What is left of the signals on these coils."""
        return self.station_signals(self.station_bits(signals))

    def station_bits(self, signals: StationSignals) -> list[bool]:
        """The coils of these signals."""
        named = [_bit_of(signals, name) for name in self.coils]
        numbers = (
            (signals.part_id, self.part_bits),
            (signals.class_code, self.class_bits),
            (signals.fault_code, self.fault_bits),
        )
        return [*named, *(bit for value, width in numbers for bit in _bits(value, width))]

    def station_signals(self, bits: Sequence[bool]) -> StationSignals:
        """The signals of these coils."""
        named = {name: bit for name, bit in zip(self.coils, bits, strict=False) if name != "-"}
        fault, heartbeat = named.pop("fault", False), named.pop("heartbeat", False)
        at = len(self.coils)
        part_id = _number(bits[at : at + self.part_bits])
        at += self.part_bits
        class_code = _number(bits[at : at + self.class_bits])
        at += self.class_bits
        code = _number(bits[at : at + self.fault_bits]) if self.fault_bits else _WHERE_NO_CODE * fault
        return StationSignals(
            **named, heartbeat=int(heartbeat), part_id=part_id, class_code=class_code, fault_code=code
        )

    def plc_bits(self, signals: PlcSignals) -> list[bool]:
        """The inputs of what the PLC says."""
        return [*(_bit_of(signals, name) for name in self.inputs), *_bits(signals.part_id, self.part_bits)]

    def plc_signals(self, bits: Sequence[bool]) -> PlcSignals:
        """What the PLC says by these inputs; a line whose running nobody tells is taken as running."""
        named = {name: bit for name, bit in zip(self.inputs, bits, strict=False) if name != "-"}
        heartbeat = named.pop("heartbeat", False)
        at = len(self.inputs)
        said = PlcSignals(heartbeat=int(heartbeat), part_id=_number(bits[at : at + self.part_bits]))
        return replace(said, **{"line_running": True, **named})


def _bit_of(signals: StationSignals | PlcSignals, name: str) -> bool:
    return name != "-" and bool(int(getattr(signals, name)) & 1)


def _bits(value: int, width: int) -> list[bool]:
    return [bool(value >> bit & 1) for bit in range(width)]


def _number(bits: Sequence[bool]) -> int:
    return sum(1 << place for place, bit in enumerate(bits) if bit)

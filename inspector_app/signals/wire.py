"""What carries the signals: connects, writes all of the station's at once, reads them back, reads the PLC's."""

from __future__ import annotations

from typing import Protocol

from inspector_app.domain.line_signals import PlcSignals, StationSignals


class WireError(Exception):
    """The other side can't be reached, does not answer in time, or refuses; the message says which."""


NEVER_WRITTEN = 0xFFFF
"""The fault code of a read-back that no station can have written: it never equals what was told."""


class Wire(Protocol):
    """One connection. Used by one thread. Every method raises WireError, and returns within the wire's time."""

    @property
    def name(self) -> str:
        """Protocol and address for people, such as "Modbus TCP 192.168.0.10:502"."""

    def connect(self) -> None:
        """Connects anew."""

    def write(self, signals: StationSignals) -> None:
        """Writes them; ResultValid never comes on before what belongs to it."""

    def read_back(self) -> StationSignals:
        """What the other side now holds of what was written."""

    def read(self) -> PlcSignals:
        """What the PLC says now."""

    def as_carried(self, signals: StationSignals) -> StationSignals:
        """What is left of them on this wire: a coupler has no words."""

    def close(self) -> None:
        """Lets the connection go; never raises."""

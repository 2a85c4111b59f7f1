"""How a line's PLC is reached and what its numbers mean: the file line.toml of a home.

docs/line-signals.md describes every signal, so that a PLC programmer can write the other side from it.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

Port = Annotated[int, Field(ge=1, le=65535)]
Address = Annotated[int, Field(ge=0, le=65535)]
Word = Annotated[int, Field(ge=0, le=65535)]
Seconds = Annotated[float, Field(gt=0, le=60)]


class _Section(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class ModbusWire(_Section):
    """Modbus TCP; the PLC is the server. Registers are counted from 0."""

    kind: Literal["modbus"]
    host: str
    port: Port = 502
    unit: Annotated[int, Field(ge=0, le=255)] = 1
    outputs_at: Address = 0
    """First of the 8 holding registers that the station writes."""
    inputs_at: Address = 100
    """First of the 13 registers that the station reads."""
    inputs_from: Literal["holding", "input"] = "holding"
    word_order: Literal["high first", "low first"] = "high first"


class LineTiming(_Section):
    """How fast, and how long. Every figure is the station's own; the PLC has its own windows."""

    poll_ms: Annotated[float, Field(ge=1, le=1000)] = 10
    """How often the PLC's signals are read."""
    answer_s: Seconds = 0.25
    """How long a write, a read or a read-back may take."""
    plc_silent_s: Annotated[float, Field(ge=0, le=60)] = 1.0
    """The PLC's heartbeat must change within; 0: it has none (a coupler)."""
    confirm_s: Annotated[float, Field(ge=0, le=60)] = 3.0
    """The sensor at the hold bin must see a rejected part within; 0: there is no sensor."""
    retry_least_s: Seconds = 0.2
    """First pause before connecting again; it doubles each time."""
    retry_most_s: Seconds = 5.0


Wire = ModbusWire

CLASS_CODES: dict[str, int] = {
    "open": 1,
    "short": 2,
    "mousebite": 3,
    "spur": 4,
    "spurious_copper": 5,
    "pinhole": 6,
    "unfamiliar": 90,
}


class LineSetup(_Section):
    """One line's PLC: how it is reached, the times, and what its numbers mean."""

    wire: Wire
    timing: LineTiming = LineTiming()
    recipes: dict[Annotated[str, Field(pattern=r"[1-9]\d{0,4}$")], str] = {}
    """Number that the PLC asks for -> product. The number at work is told back."""
    class_codes: dict[str, Annotated[int, Field(ge=1, le=98)]] = CLASS_CODES
    """Defect class -> number on the wire."""

    def product_of(self, number: int) -> str | None:
        """The product behind a recipe number of the PLC; None for an unknown one."""
        return self.recipes.get(str(number))

    def number_of(self, product: str) -> int:
        """The recipe number of a product; 0 where it has none."""
        return next((int(number) for number, name in self.recipes.items() if name == product), 0)


OTHER_CLASS = 99
"""On the wire: a defect class without a number."""
NOT_JUDGED = 100
"""On the wire: rejected without a defect (no image, late, not sure, fault)."""

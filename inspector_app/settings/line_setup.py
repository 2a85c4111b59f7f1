"""How a line's PLC is reached and what its numbers mean: the file line.toml of a home.

docs/line-signals.md describes every signal, so that a PLC programmer can write the other side from it.
"""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

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
    """First of the 13 registers (15 with manual inspection) that the station reads."""
    inputs_from: Literal["holding", "input"] = "holding"
    word_order: Literal["high first", "low first"] = "high first"


CoilName = Literal[
    "ready", "busy", "result_valid", "passed", "failed", "fault", "line_stop", "drives", "heartbeat", "-",
    "alert", "lamp", "away_stop", "away_manual",
]  # fmt: skip
InputName = Literal["trigger", "acknowledge", "result_taken", "line_running", "reject_seen", "heartbeat", "-"]


class CouplerWire(_Section):
    """Discrete I/O on a Modbus TCP coupler: coils that the station sets, inputs that it reads, counted from 0.

    The coupler's own watchdog must let its outputs fall when the station is silent.
    """

    kind: Literal["modbus-io"]
    host: str
    port: Port = 502
    unit: Annotated[int, Field(ge=0, le=255)] = 1
    coils_at: Address = 0
    coils: tuple[CoilName, ...] = (
        *("ready", "busy", "result_valid", "passed", "failed", "fault", "line_stop", "heartbeat"),
    )
    """What each coil means, in their order; "-" is not used."""
    inputs_at: Address = 0
    inputs: tuple[InputName, ...] = ("trigger", "acknowledge", "result_taken", "line_running", "reject_seen")
    """What each discrete input means, in their order."""
    part_bits: Annotated[int, Field(ge=0, le=16)] = 0
    """After those above: so many coils, and as many inputs, carry the part id, lowest bit first."""
    class_bits: Annotated[int, Field(ge=0, le=8)] = 0
    """After the coils of the part id: so many carry the class code."""
    fault_bits: Literal[0, 8] = 0
    """After the coils of the class code: they carry the fault code."""

    @model_validator(mode="after")
    def _complete(self) -> Self:
        lacking = {"ready", "result_valid", "passed"} - set(self.coils)
        if lacking:
            raise ValueError(f"there is no coil for {', '.join(sorted(lacking))}")
        if "trigger" not in self.inputs:
            raise ValueError("there is no input for trigger")
        for names in (self.coils, self.inputs):
            twice = {name for name in names if name != "-" and names.count(name) > 1}
            if twice:
                raise ValueError(f"{', '.join(sorted(twice))} is there twice")
        return self


class OpcUaWire(_Section):
    """OPC UA; the PLC is the server and holds a variable for each signal."""

    kind: Literal["opcua"]
    url: Annotated[str, Field(pattern=r"opc\.tcp://")]
    station_node: Annotated[str, Field(pattern=r"\{name\}")] = "ns=2;s=Station.{name}"
    """Node id of a signal that the station writes; {name} is the signal's name."""
    plc_node: Annotated[str, Field(pattern=r"\{name\}")] = "ns=2;s=Plc.{name}"
    """Node id of a signal that the PLC writes."""
    user: str = ""
    password_variable: str = "INSPECTOR_OPCUA_PASSWORD"
    """The environment variable that holds the user's password."""


class MqttWire(_Section):
    """MQTT: station and PLC publish JSON objects on a broker that both reach."""

    kind: Literal["mqtt"]
    host: str
    port: Port = 1883
    topic: Annotated[str, Field(min_length=1, pattern=r"^[^#+]+$")] = "inspector/line-1"
    """The station publishes on TOPIC/station and listens to TOPIC/plc."""
    client_id: str = ""
    """Empty: one of the broker's choice."""
    user: str = ""
    password_variable: str = "INSPECTOR_MQTT_PASSWORD"
    """The environment variable that holds the user's password."""
    tls: bool = False


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


Wire = Annotated[ModbusWire | CouplerWire | OpcUaWire | MqttWire, Field(discriminator="kind")]

CLASS_CODES: dict[str, int] = {
    "open": 1,
    "short": 2,
    "mousebite": 3,
    "spur": 4,
    "spurious_copper": 5,
    "pinhole": 6,
    "unfamiliar": 90,
}


class Fallback(_Section):
    """What the line does when the station is away; the PLC does it, the station only says which."""

    when_away: Literal["reject", "stop", "manual"] = "reject"
    """Reject all parts, stop the belt, or go on by manual inspection: those parts are counted as not inspected."""


class LineSetup(_Section):
    """One line's PLC: how it is reached, the times, and what its numbers mean."""

    wire: Wire
    timing: LineTiming = LineTiming()
    fallback: Fallback = Fallback()
    recipes: dict[Annotated[str, Field(pattern=r"[1-9]\d{0,4}$")], str] = {}
    """Number that the PLC asks for -> product. The number at work is told back."""
    class_codes: dict[str, Annotated[int, Field(ge=1, le=98)]] = CLASS_CODES
    """Defect class -> number on the wire."""

    @model_validator(mode="after")
    def _confirmable(self) -> Self:
        wire = self.wire
        if isinstance(wire, CouplerWire) and self.timing.confirm_s and "reject_seen" not in wire.inputs:
            raise ValueError("timing.confirm_s needs the input reject_seen; 0 says that there is no sensor")
        return self

    @model_validator(mode="after")
    def _manual_is_counted(self) -> Self:
        counts = isinstance(self.wire, ModbusWire | MqttWire)
        if self.fallback.when_away == "manual" and not counts:
            raise ValueError(
                'fallback.when_away "manual" needs the PLC to count those parts, which only modbus and mqtt carry'
            )
        return self

    @property
    def plc_silent_s(self) -> float:
        """How long the PLC's heartbeat may stand; 0 where it has none."""
        wire = self.wire
        has_none = isinstance(wire, CouplerWire) and "heartbeat" not in wire.inputs
        return 0.0 if has_none else self.timing.plc_silent_s

    def class_code(self, defect_class: str) -> int:
        """The number on the wire of the class that decided; "": none did."""
        return self.class_codes.get(defect_class, OTHER_CLASS) if defect_class else NOT_JUDGED

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

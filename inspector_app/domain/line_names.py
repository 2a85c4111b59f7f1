"""The signals under names, as OPC UA and MQTT carry them.

OPC UA takes the browse names of OPC 40100-1 (Machine Vision, part 1) where it has the thing: states (Ready,
SingleExecution, Error), the event ResultReady, ids of a result, and methods by which a client asks (StartSingleJob,
PrepareRecipe, ConfirmAll). What it leaves to the maker has a name of ours.
"""

from __future__ import annotations

from collections.abc import Mapping

from inspector_app.domain.line_signals import PlcSignals, StationSignals

STATION_NODES = {
    "ready": "Ready",
    "busy": "SingleExecution",
    "result_valid": "ResultReady",
    "passed": "Passed",
    "failed": "Failed",
    "line_stop": "LineStop",
    "drives": "Drives",
    "heartbeat": "Heartbeat",
    "fault": "Error",
    "fault_code": "ErrorCode",
    "part_id": "PartId",
    "class_code": "ClassCode",
    "recipe": "InternalRecipeId",
    "alert": "Alert",
    "lamp": "Lamp",
    "away_stop": "AwayStop",
    "away_manual": "AwayManual",
}
PLC_NODES = {
    "trigger": "StartSingleJob",
    "acknowledge": "ConfirmAll",
    "result_taken": "ResultTaken",
    "line_running": "LineRunning",
    "reject_seen": "RejectSeen",
    "heartbeat": "Heartbeat",
    "part_id": "PartId",
    "recipe_request": "PrepareRecipe",
    "rejected_part": "RejectedPartId",
    "passed_part": "PassedPartId",
    "held": "HeldCount",
    "good": "GoodCount",
}
MANUAL = "manual"
"""Only a line that can go on by manual inspection says it."""
LONG = frozenset({"part_id", "rejected_part", "passed_part", "held", "good", "manual"})
"""32 bits without a sign; other numbers have 16. All else is a Boolean."""

Values = Mapping[str, object]


def station_values(signals: StationSignals) -> dict[str, bool | int]:
    """Every signal of STATION_NODES by its own name."""
    return {name: getattr(signals, name) for name in STATION_NODES}


def plc_values(signals: PlcSignals) -> dict[str, bool | int]:
    """Every signal of PLC_NODES and MANUAL by its own name."""
    return {name: getattr(signals, name) for name in (*PLC_NODES, MANUAL)}


def station_from(values: Values) -> StationSignals:
    """The other way; raises ValueError for a signal that is missing or of another type."""
    checked = {name: _checked(name, values, StationSignals()) for name in STATION_NODES}
    if checked.pop("fault") != (checked["fault_code"] != 0):
        raise ValueError("fault and fault_code do not match")
    return StationSignals(**checked)  # type: ignore[arg-type]  # each was checked against its default


def plc_from(values: Values) -> PlcSignals:
    """The other way; raises ValueError for a signal that is missing or of another type."""
    names = (*PLC_NODES, MANUAL) if MANUAL in values else PLC_NODES
    checked = {name: _checked(name, values, PlcSignals()) for name in names}
    return PlcSignals(**checked)  # type: ignore[arg-type]  # each was checked against its default


def _checked(name: str, values: Values, like: StationSignals | PlcSignals) -> bool | int:
    value = values.get(name)
    kind = type(getattr(like, name))
    if not isinstance(value, bool | int) or type(value) is not kind:
        raise ValueError(f"{name} is {value!r}, and not a {kind.__name__}")
    most = 0xFFFFFFFF if name in LONG else 0xFFFF
    if not 0 <= value <= most:
        raise ValueError(f"{name} is {value}, and not between 0 and {most}")
    return value

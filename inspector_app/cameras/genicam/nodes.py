"""A camera's features by name: written, read back, compared."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from typing import Any, Protocol

from inspector_app.cameras.kind import OpenError

Value = bool | int | float | str

_SELECTED = re.compile(r"\[(\w+)\]$")
_CLOSE = 0.01
"""A camera rounds exposure and gain to what its clock can do; further off is another setting."""


class NodeMap(Protocol):
    """What is used of genicam's node map."""

    def has_node(self, name: str) -> bool:
        """Whether the camera knows this feature."""


class Nodes:
    """The features of one camera. Every error names the feature and what the camera said."""

    def __init__(self, node_map: NodeMap) -> None:
        self._map: Any = node_map

    def has(self, name: str) -> bool:
        """Whether the camera has this feature."""
        return bool(self._map.has_node(_SELECTED.sub("", name)))

    def first(self, *names: str) -> str | None:
        """The first of these names that the camera knows; makers and years differ."""
        return next((name for name in names if self.has(name)), None)

    def choices(self, name: str) -> tuple[str, ...]:
        """What a feature may be set to."""
        return tuple(self._map.get_node(name).symbolics) if self.has(name) else ()

    def value(self, name: str) -> Value | None:
        """What it is now; None where it is not there or can't be read."""
        try:
            value: Value = self._node(name).value
        except Exception:
            return None
        return value

    def write(self, name: str, value: Value) -> None:
        """Sets it, where it is not so already. Raises OpenError."""
        if not self.has(name):
            raise OpenError(f"the camera has no {name}")
        now = self.value(name)
        if same(value, now):
            return  # some cameras have the only value that they know, and let nobody write it
        try:
            node = self._node(name)
            node.value = float(value) if isinstance(now, float) and not isinstance(value, str) else value
        except Exception as error:
            raise OpenError(f"the camera does not take {value} for {name}: {_short(error)}") from error

    def execute(self, name: str) -> None:
        """Presses it. Raises OpenError."""
        try:
            self._map.get_node(name).execute()
        except Exception as error:
            raise OpenError(f"the camera does not do {name}: {_short(error)}") from error

    def differences(self, wanted: Sequence[tuple[str, Value]]) -> list[str]:
        """What is not as it should be, as sentences; the last value counts for a name that comes twice."""
        found = []
        for name, value in dict(wanted).items():
            now = self.value(name)
            if not same(value, now):
                found.append(f"{name} is {now}, not {value}")
        return found

    def _node(self, name: str) -> Any:  # noqa: ANN401 - genicam's own
        """The feature; of `BalanceRatio[Red]`, once BalanceRatioSelector is Red."""
        chosen = _SELECTED.search(name)
        if chosen is None:
            return self._map.get_node(name)
        plain = name[: chosen.start()]
        selector = self._map.get_node(f"{plain}Selector")
        if selector.value != chosen[1]:
            selector.value = chosen[1]
        return self._map.get_node(plain)


def same(wanted: Value, now: Value | None) -> bool:
    """Whether the camera has what was asked for, to one per cent for figures that are not whole."""
    if isinstance(wanted, bool) or isinstance(now, bool | str) or now is None or isinstance(wanted, str):
        return wanted == now
    if isinstance(now, int) and isinstance(wanted, int):
        return wanted == now
    return math.isclose(wanted, now, rel_tol=_CLOSE, abs_tol=1e-6)


def _short(error: Exception) -> str:
    return str(error).split(" : ", maxsplit=1)[0].splitlines()[0] if str(error) else type(error).__name__

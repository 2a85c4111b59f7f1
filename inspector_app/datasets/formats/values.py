"""Values out of JSON that somebody else wrote: of the kind that they should be, else an error with the place."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from inspector_app.datasets.labelled import DatasetError


def object_at(value: object, where: str) -> Mapping[str, Any]:
    """The value as an object; DatasetError where it is none."""
    if not isinstance(value, dict):
        raise DatasetError(f"{where}: an object is expected, not {_kind(value)}.")
    return value


def list_of(data: Mapping[str, Any], key: str, where: str) -> list[Any]:
    """The list under a key; DatasetError where there is none."""
    value = data.get(key)
    if not isinstance(value, list):
        raise DatasetError(f"{where}: `{key}` should be a list, not {_kind(value)}.")
    return value


def text_at(data: Mapping[str, Any], key: str, where: str) -> str:
    """The text under a key; DatasetError where there is none or an empty one."""
    value = data.get(key)
    if not isinstance(value, str) or not value.strip():
        raise DatasetError(f"{where}: `{key}` should be a text, not {_kind(value)}.")
    return value


def as_tags(values: Mapping[str, object]) -> dict[str, str]:
    """Values of any kind as text: yes and no as true and false, lists and objects as JSON."""
    return {
        key: value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
        for key, value in values.items()
    }


def _kind(value: object) -> str:
    return "nothing" if value is None else f"{type(value).__name__} {str(value)[:30]!r}"

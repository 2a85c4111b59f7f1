"""Numbers as they stand in label files: finite, of a size that an image can have, else an error with the place."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence

from inspector_app.datasets.labelled import DatasetError

_LARGEST = 1e7  # px; no image has as many a side
_LARGEST_WHOLE = 10**18
_WHOLE = re.compile(r"\s*-?[0-9]{1,18}\s*", re.ASCII)


def number(value: object, where: str, what: str) -> float:
    """A finite number out of text or JSON; DatasetError with `where` and `what` it should have been."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise DatasetError(f"{where}: {what} is missing or no number: {_shown(value)}.")
    try:
        found = float(value)
    except (ValueError, OverflowError):
        found = math.nan
    if not math.isfinite(found) or abs(found) > _LARGEST:
        raise DatasetError(f"{where}: {what} is no usable number: {_shown(value)}.")
    return found


def whole_number(value: object, where: str, what: str) -> int:
    """A whole number out of text or JSON, as ids and run lengths are; DatasetError as of `number`."""
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) <= _LARGEST_WHOLE:
        return value
    if isinstance(value, str) and _WHOLE.fullmatch(value):
        return int(value)
    found = number(value, where, what)
    if found != int(found):
        raise DatasetError(f"{where}: {what} is no whole number: {_shown(value)}.")
    return int(found)


def pairs(values: Sequence[float], where: str) -> tuple[tuple[float, float], ...]:
    """(x, y) out of x1, y1, x2, y2 ...; DatasetError where one is left over."""
    if len(values) % 2:
        raise DatasetError(f"{where}: an outline has {len(values)} coordinates; x and y come in pairs.")
    return tuple(zip(values[::2], values[1::2], strict=True))


def as_text(value: float) -> str:
    """The shortest text that reads back as this very number."""
    return repr(int(value)) if value == int(value) else repr(float(value))


def _shown(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 40 else f"{text[:37]}..."

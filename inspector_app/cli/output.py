"""What a command answers: text for people, or one JSON object for scripts.

With `--json`, standard output carries that object and nothing else. Libraries print where they like, so the
file descriptor itself is set aside until the answer is written.
"""

from __future__ import annotations

import json
import math
import os
import sys
from collections.abc import Mapping
from dataclasses import asdict, is_dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, TextIO

_ESCAPED = "backslashreplace"
"""What a name holds beyond the encoding is written as \\u and digits, which JSON reads back."""
_set_aside: TextIO | None = None


def open_missing_streams() -> None:
    """Opens standard streams that whoever started the program has closed, so that they lead nowhere.

    Else the next file to be opened, the database perhaps, would be the one that everybody prints into. Processes
    that this one starts, of the cameras say, are given them as well.
    """
    for number, (name, mode) in enumerate((("stdin", "r"), ("stdout", "w"), ("stderr", "w"))):
        if getattr(sys, name) is None:
            nowhere = Path(os.devnull).open(mode, encoding="utf-8")  # noqa: SIM115 - open as long as the process
            setattr(sys, name, nowhere)
            if nowhere.fileno() == number:
                os.set_inheritable(number, True)


def set_stdout_aside() -> None:
    """From here on what anything prints goes to standard error; only `answer` reaches standard output."""
    global _set_aside  # noqa: PLW0603 - a process has one standard output
    if _set_aside is not None:
        return
    sys.stdout.flush()
    _set_aside = os.fdopen(os.dup(1), "w", encoding="utf-8", errors=_ESCAPED)
    os.dup2(2, 1)


def answer(result: Mapping[str, Any], *, as_json: bool, text: str) -> None:
    """Writes the command's answer: `result` as one JSON object, or `text`."""
    if not as_json:
        print(_showable(text, sys.stdout.encoding))
        return
    stream = _set_aside or sys.stdout
    stream.write(to_json(result) + "\n")
    stream.flush()


def _showable(text: str, encoding: str) -> str:
    return text.encode(encoding, _ESCAPED).decode(encoding)


def to_json(result: Mapping[str, Any]) -> str:
    """One line of strict JSON: a figure that isn't a number becomes null, paths and times become text."""
    return json.dumps(_plain(result), ensure_ascii=False, allow_nan=False)


def _plain(value: Any) -> Any:  # noqa: ANN401 - whatever commands put into their answers
    match value:
        case None | bool() | int() | str():
            plain: Any = value
        case float():
            plain = value if math.isfinite(value) else None
        case datetime():
            plain = value.isoformat()
        case Path():
            plain = str(value)
        case Mapping():
            plain = {str(key): _plain(item) for key, item in value.items()}
        case list() | tuple():
            plain = [_plain(item) for item in value]
        case _:
            plain = _plain_object(value)
    return plain


def _plain_object(value: Any) -> Any:  # noqa: ANN401 - see _plain
    if is_dataclass(value) and not isinstance(value, type):
        return _plain(asdict(value))
    if hasattr(value, "model_dump"):
        return _plain(value.model_dump(mode="json"))
    if hasattr(value, "tolist"):
        return _plain(value.tolist())
    raise TypeError(f"{type(value).__name__} has no form in JSON")

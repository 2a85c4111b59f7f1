"""`inspector-app model list`: all packages and their standing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from inspector_app.cli.options import HomeOption, JsonOption, opened_home
from inspector_app.cli.output import answer

if TYPE_CHECKING:
    from inspector_app.bootstrap.model_shelf import Shelved


def command(*, home: HomeOption = None, json: JsonOption = False) -> None:
    """Released for which line, signed by which key, under test, or refused and why."""
    from inspector_app.bootstrap.model_shelf import list_packages

    station = opened_home(home, log="model")
    packages = list_packages(station)
    text = "\n".join(_line(one) for one in packages) or "no packages"
    answer({"packages": [one.facts for one in packages]}, as_json=json, text=text)


def _line(one: Shelved) -> str:
    if one.fault is not None:
        return f"{one.name}: REFUSED, {one.fault}"
    facts = one.facts
    return (
        f"{one.name}: {one.standing}; {one.signature}; {facts['family_in_words']}, {facts['size_mb']} MB, "
        f"{facts['sha256'][:12]}"
    )

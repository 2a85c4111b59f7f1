"""`inspector-app catalogue list`: the classes of defect, and who approved each."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated

import typer

from inspector_app.cli.catalogue_options import facts, line
from inspector_app.cli.options import HomeOption, JsonOption, opened_home
from inspector_app.cli.output import answer


def command(
    *,
    history: Annotated[bool, typer.Option("--history", help="Every change, oldest first.")] = False,
    home: HomeOption = None,
    json: JsonOption = False,
) -> None:
    """Each class with its severity and its approvals."""
    from inspector_app.datasets.catalogue.keeping import read_catalogue, read_changes

    station = opened_home(home, log="catalogue")
    entries = read_catalogue(station).values()
    changes = read_changes(station)
    if history:
        lines = [
            f"{one.at} {one.by}: {one.what} {one.code}"
            + (f", {one.severity}, {one.name}" if one.severity else "")
            + (f" ({one.note})" if one.note else "")
            for one in changes
        ]
    else:
        lines = [line(entry) for entry in entries]
    shown = {
        "entries": [facts(entry) for entry in entries],
        **({"history": [asdict(one) for one in changes]} if history else {}),
    }
    answer(shown, as_json=json, text="\n".join(lines) or "The catalogue is empty.")

"""`inspector-app catalogue edit`: what a class of defect is, said anew."""

from __future__ import annotations

from typing import Annotated

import typer

from inspector_app.cli.catalogue_options import (
    ApproverOption,
    CodeArgument,
    NoteOption,
    SeverityOption,
    facts,
    line,
)
from inspector_app.cli.options import HomeOption, JsonOption, opened_home
from inspector_app.cli.output import answer


def command(
    code: CodeArgument,
    *,
    by: ApproverOption,
    severity: SeverityOption = None,
    name: Annotated[str | None, typer.Option(help="What people call it.")] = None,
    description: Annotated[
        str | None, typer.Option(help="What is one and what is none: its boundary.")
    ] = None,
    note: NoteOption = "",
    home: HomeOption = None,
    json: JsonOption = False,
) -> None:
    """Changes what is given. Approvals were of the entry as it was: they are taken back by it."""
    from inspector_app.datasets.catalogue.keeping import edit_entry

    station = opened_home(home, log="catalogue")
    edited = edit_entry(
        station, code, by=by, note=note, name=name, description=description, severity=severity
    )
    answer(facts(edited), as_json=json, text=line(edited))

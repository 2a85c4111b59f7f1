"""`inspector-app catalogue new`: a class of defect."""

from __future__ import annotations

from typing import Annotated

import typer

from inspector_app.cli.catalogue_options import ApproverOption, CodeArgument, NoteOption, facts, line
from inspector_app.cli.options import HomeOption, JsonOption, opened_home
from inspector_app.cli.output import answer
from inspector_app.domain.catalogue import Severity


def command(
    code: CodeArgument,
    *,
    severity: Annotated[Severity, typer.Option(help="How much it matters.")],
    by: ApproverOption,
    name: Annotated[str | None, typer.Option(help="What people call it; else its code.")] = None,
    description: Annotated[str, typer.Option(help="What is one and what is none: its boundary.")] = "",
    note: NoteOption = "",
    home: HomeOption = None,
    json: JsonOption = False,
) -> None:
    """Adds an entry, which nobody has approved yet."""
    from inspector_app.datasets.catalogue.entries import CatalogueEntry
    from inspector_app.datasets.catalogue.keeping import add_entry

    station = opened_home(home, log="catalogue")
    draft = CatalogueEntry(code, name or code, severity, description)
    made = add_entry(station, draft, by=by, note=note)
    answer(facts(made), as_json=json, text=line(made))

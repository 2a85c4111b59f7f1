"""`inspector-app catalogue approve`: somebody stands for what a class of defect is."""

from __future__ import annotations

from typing import Annotated

import typer

from inspector_app.cli.catalogue_options import ApproverOption, NoteOption, facts, line
from inspector_app.cli.options import HomeOption, JsonOption, opened_home
from inspector_app.cli.output import answer


def command(
    codes: Annotated[list[str], typer.Argument(help="Classes: the names that labels carry.")],
    *,
    by: ApproverOption,
    note: NoteOption = "",
    home: HomeOption = None,
    json: JsonOption = False,
) -> None:
    """Approves entries by name, before their images train a model.

    A class without an entry gets one first, under the same name and of severity critical: `catalogue edit` says more.
    """
    from inspector_app.datasets.catalogue.keeping import approve

    station = opened_home(home, log="catalogue")
    approved = approve(station, codes, by=by, note=note)
    shown = {"approved": [facts(entry) for entry in approved]}
    answer(shown, as_json=json, text="\n".join(line(entry) for entry in approved))

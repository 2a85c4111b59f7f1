"""`inspector-app answers import`: what inspectors said of parts by themselves, from a table."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from inspector_app.cli.options import HomeOption, JsonOption, opened_home
from inspector_app.cli.output import answer


def command(
    file: Annotated[Path, typer.Argument(help="A CSV with the columns serial (or part) and condition.")],
    *,
    by: Annotated[str, typer.Option(help="The inspector, where the table names none.")] = "",
    not_inspected: Annotated[
        bool,
        typer.Option("--not-inspected", help="Keep serials that no machine saw: the station was away."),
    ] = False,
    home: HomeOption = None,
    json: JsonOption = False,
) -> None:
    """Keeps all lines or none. Columns: serial or part, condition (good, bad); defect_class, person, at where known."""
    from inspector_app.bootstrap.inspector_answers import import_answers

    kept = import_answers(
        opened_home(home, log="answers"), file, by=by, not_inspected=not_inspected, now=datetime.now(UTC)
    )
    answer(
        {"kept": kept.all, "not_inspected_by_machine": kept.without_machine}, as_json=json,
        text=f"{kept.all} answers are kept, {kept.without_machine} of them of parts that no machine saw.",
    )  # fmt: skip

"""`inspector-app model show`: one package, its figures, its releases, and when it ran."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from inspector_app.cli.model_words import entry_line, gate_table
from inspector_app.cli.options import HomeOption, JsonOption, opened_home
from inspector_app.cli.output import answer

if TYPE_CHECKING:
    from inspector_app.records.model_runs import ModelRun


def command(
    model: Annotated[str, typer.Argument(help="Name or folder of a package.")],
    *,
    home: HomeOption = None,
    json: JsonOption = False,
) -> None:
    """Card, figures with intervals, history of its releases, and which recipe ran it from when to when."""
    from inspector_app.bootstrap.model_shelf import shelved
    from inspector_app.bootstrap.training_permission import permissions_of
    from inspector_app.records.model_runs import model_runs
    from inspector_app.records.release_history import ReleaseHistory

    station = opened_home(home, log="model")
    shown, package = shelved(model, station)
    entries = [one for one in ReleaseHistory(station.releases).entries() if one.sha256 == package.sha256]
    runs = model_runs(station, package.sha256)
    text = [
        f"{shown.name}: {shown.fault or shown.standing}; {shown.signature}",
        f"{package.card.family_in_words}, gives {package.card.gives}; made {package.card.created:%Y-%m-%d}, "
        f"SHA-256 {package.sha256}",
        *(f"{what}: {words}" for what, words in permissions_of(package.card).items()),
        "",
        *gate_table(package.card),
        "",
        *([entry_line(entry) for entry in entries] or ["never released here"]),
        *([_run_line(run) for run in runs] or ["never ran here"]),
    ]
    answer(
        {**shown.facts, "card": package.card, "releases": entries, "runs": runs},
        as_json=json,
        text="\n".join(text),
    )


def _run_line(run: ModelRun) -> str:
    return (
        f"ran {run.first:%Y-%m-%d %H:%M} to {run.last:%Y-%m-%d %H:%M} UTC on {run.line or 'an unknown line'} by "
        f"recipe {run.recipe} version {run.version} ({run.mode or 'mode unknown'}): {run.inspections} parts"
    )

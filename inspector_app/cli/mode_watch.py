"""`inspector-app mode watch`: whether the model at work still keeps its limits, and whether retraining is due."""

from __future__ import annotations

import typer

from inspector_app.cli.errors import NO
from inspector_app.cli.mode_options import ModeRecipeOption, mode_desk
from inspector_app.cli.options import HomeOption, JsonOption
from inspector_app.cli.output import answer


def command(*, recipe: ModeRecipeOption = None, home: HomeOption = None, json: JsonOption = False) -> None:
    """Precision and recall from settled answers of the newest days, with interval. Exit code 1 with an alarm."""
    items = mode_desk(home).watch(recipe)
    marks = {True: "ALARM", False: "ok", None: "OPEN"}
    text = "\n".join(f"{marks[item.alarm]:<6} {item.name}: {item.said}" for item in items)
    alarm = any(item.alarm for item in items)
    answer({"alarm": alarm, "items": items}, as_json=json, text=text)
    if alarm:
        raise typer.Exit(NO)

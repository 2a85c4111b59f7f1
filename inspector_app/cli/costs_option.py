"""The cost of a false call and of an escape, as it is typed: `false_call=1,escape=40,open=100,bad_share=0.02`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from inspector_app.domain.costs import CostMatrix

if TYPE_CHECKING:
    from inspector_app.settings.home import Home

CostsOption = Annotated[
    str | None,
    typer.Option(
        "--costs",
        help="What wrong answers cost: false_call=1,escape=40, then CLASS=COST for escapes that cost otherwise, "
        "and bad_share=0.02, the share of bad parts on the line. Else what the recipe says.",
    ),
]


def chosen_costs(text: str | None, recipe: str | None, home: Home) -> CostMatrix | None:
    """What was typed, else what the recipe says, else None. Raises typer.BadParameter or RecipeError."""
    from inspector_app.inspection.recipes import RECIPE_FILE, read_recipe

    if text is not None or recipe is None:
        return read_costs(text)
    return read_recipe(home.recipes / recipe / RECIPE_FILE).costs


def read_costs(text: str | None) -> CostMatrix | None:
    """The matrix that was typed; None for none. Raises typer.BadParameter saying which piece is off."""
    if text is None:
        return None
    values: dict[str, float] = {}
    for piece in text.split(","):
        name, equals, value = piece.strip().partition("=")
        try:
            values[name] = float(value)
        except ValueError:
            equals = ""
        if not equals or not name:
            raise typer.BadParameter(f"--costs: {piece.strip()!r} is not NAME=NUMBER")
    missing = [name for name in ("false_call", "escape") if name not in values]
    if missing:
        raise typer.BadParameter(f"--costs: {' and '.join(missing)} must be given")
    named = {name: values.pop(name) for name in ("false_call", "escape", "bad_share") if name in values}
    try:
        return CostMatrix.model_validate({**named, "escape_of": values})
    except ValueError as error:
        raise typer.BadParameter(f"--costs: {_first(error)}") from error


def _first(error: ValueError) -> str:
    from pydantic import ValidationError

    if isinstance(error, ValidationError):
        first = error.errors()[0]
        return f"{'.'.join(str(step) for step in first['loc'])}: {first['msg']}"
    return str(error)

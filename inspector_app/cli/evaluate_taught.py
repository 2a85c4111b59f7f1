"""`inspector-app evaluate-taught`: how much teaching from good parts catches, and what it costs in false calls."""

from __future__ import annotations

from typing import Annotated

import typer

from inspector_app.cli.options import HomeOption, JsonOption, ProgressOption, opened_home
from inspector_app.cli.output import answer
from inspector_app.cli.progress import progress_to


def command(
    *,
    products: Annotated[int, typer.Option(min=1, max=1000, help="Held-out board products.")] = 12,
    surfaces: Annotated[int, typer.Option(min=0, max=1000, help="Held-out surfaces of each material.")] = 3,
    parts: Annotated[int, typer.Option(min=20, max=200, help="Good parts that each is taught from.")] = 30,
    seed: Annotated[int, typer.Option(min=0, max=9000, help="Which products; any gives others.")] = 1,
    model: Annotated[str, typer.Option(help="The detector that it runs beside.")] = "board-defects",
    home: HomeOption = None,
    json: JsonOption = False,
    progress: ProgressOption = None,
) -> None:
    """Teaches products that nothing was chosen on from good parts alone, then shows them fresh good and bad ones."""
    from inspector_app.bootstrap.models import open_model
    from inspector_app.cli.evaluate_taught_answer import boards_answer, surfaces_answer, text_of
    from inspector_app.learning.taught.boards import try_boards
    from inspector_app.learning.taught.surfaces import try_surfaces

    station = opened_home(home, log="evaluate")
    package, network = open_model(model, station)
    boards = try_boards(
        products,
        parts,
        seed,
        network=network,
        card=package.card,
        progress=progress_to(progress, "board products"),
    )
    result = {"model": package.card.name, "seed": seed, "boards": boards_answer(boards)}
    if surfaces:
        tried = try_surfaces(surfaces, parts, seed, progress_to(progress, "surfaces"))
        result["surfaces"] = surfaces_answer(tried)
    answer(result, as_json=json, text=text_of(result))

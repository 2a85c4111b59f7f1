"""`inspector-app camera target`: a target to print."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from inspector_app.cli.camera_options import BoardOption, SquareOption, corners
from inspector_app.cli.options import HomeOption, JsonOption
from inspector_app.cli.output import answer


def command(
    *,
    out: Annotated[Path, typer.Option(help="The PDF to write.")],
    board: BoardOption = "9x6",
    square_mm: SquareOption = 20.0,
    home: HomeOption = None,
    json: JsonOption = False,
) -> None:
    """A chessboard on A4 with a line of 100 mm to check the printer by. Small fields of view need a glass target."""
    del home  # every command takes it, also one that needs none
    from inspector_app.imaging.target import Chessboard
    from inspector_app.reports.target_pdf import draw_target

    columns, rows = corners(board)
    draw_target(Chessboard(columns, rows, square_mm), out)
    text = f"{out}: print it at 100 %, measure its line of 100 mm, glue it flat on something stiff."
    answer({"file": out, "columns": columns, "rows": rows, "square_mm": square_mm}, as_json=json, text=text)

"""`inspector-app line check`: whether the PLC that line.toml names answers, and what its signals say."""

from __future__ import annotations

from typing import Annotated

import typer

from inspector_app.cli.errors import NO
from inspector_app.cli.options import HomeOption, JsonOption, opened_home
from inspector_app.cli.output import answer


def command(
    *,
    pulse: Annotated[
        bool,
        typer.Option(
            "--pulse",
            help="Also set Busy, Fail, LineStop and Drives for a moment and read them back: the line may stop.",
        ),
    ] = False,
    home: HomeOption = None,
    json: JsonOption = False,
) -> None:
    """Connects and reads every signal; moves nothing without --pulse. Exit code 0 all right, 1 anything is not.

    No line may run on this home meanwhile.
    """
    from inspector_app.bootstrap.line_checking import check_home_line

    station = opened_home(home, log="line-check")
    checks = check_home_line(station, pulse=pulse)
    ok = all(check.ok for check in checks)
    lines = [f"{'ok  ' if check.ok else 'BAD '} {check.name}: {check.detail}" for check in checks]
    answer({"ok": ok, "checks": checks}, as_json=json, text="\n".join(lines))
    if not ok:
        raise typer.Exit(NO)

"""`inspector-app selftest`: models, golden answers, database, disk, cameras, clock, one line each."""

from __future__ import annotations

from typing import Annotated

import typer

from inspector_app.cli.errors import NO
from inspector_app.cli.options import HomeOption, JsonOption, opened_home
from inspector_app.cli.output import answer


def command(
    *,
    demo: Annotated[
        bool, typer.Option("--demo", help="Test the demo's home, made where it is missing.")
    ] = False,
    home: HomeOption = None,
    json: JsonOption = False,
) -> None:
    """Exit code 0 where everything is right, 1 where anything is not."""
    from inspector_app.bootstrap.demo_home import prepare_demo
    from inspector_app.bootstrap.selftest import self_test
    from inspector_app.settings.settings_file import load_settings

    station = opened_home(home, log="selftest", demo=demo)
    if demo:
        prepare_demo(station)
    loaded = load_settings(station, demo=demo)
    checks = self_test(station, loaded.settings)
    lines = [f"{'ok  ' if check.ok else 'BAD '} {check.name}: {check.detail}" for check in checks]
    lines += [f"note settings: {warning}" for warning in loaded.warnings]
    answer(
        {"ok": all(check.ok for check in checks), "checks": checks, "warnings": loaded.warnings},
        as_json=json,
        text="\n".join(lines),
    )
    if not all(check.ok for check in checks):
        raise typer.Exit(NO)

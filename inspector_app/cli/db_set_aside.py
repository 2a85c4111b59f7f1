"""`inspector-app db set-aside`: renames a database that can't be used, so that a backup can take its place."""

from __future__ import annotations

import typer

from inspector_app.cli.options import HomeOption, JsonOption, opened_home
from inspector_app.cli.output import answer


def command(*, home: HomeOption = None, json: JsonOption = False) -> None:
    """Only for a database that is malformed; nothing is deleted. Refused while a line runs on the home."""
    from inspector_app.records.checking import check_database
    from inspector_app.records.database import MalformedError
    from inspector_app.records.locking import HomeLock
    from inspector_app.records.migrate import set_aside_malformed

    station = opened_home(home, log="db")
    with HomeLock(station):
        try:
            if station.database.exists():
                check_database(station.database, full=True)
        except MalformedError:
            aside = set_aside_malformed(station)
            text = f"{station.database} is now {aside}. Put a backup in its place before the next start."
            answer({"database": station.database, "set_aside_as": aside}, as_json=json, text=text)
            return
    answer(
        {"database": station.database, "set_aside_as": None},
        as_json=json,
        text=f"{station.database} can be used; it stays where it is.",
    )
    raise typer.Exit(1)

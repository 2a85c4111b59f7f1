"""`inspector-app db upgrade`: brings the record of a home to the tables of this version."""

from __future__ import annotations

from inspector_app.cli.options import HomeOption, JsonOption, opened_home
from inspector_app.cli.output import answer


def command(*, home: HomeOption = None, json: JsonOption = False) -> None:
    """Makes or upgrades station.db. A line does so at its start; refused while one runs on the home."""
    from inspector_app.records.checking import HEAD, revision
    from inspector_app.records.locking import HomeLock
    from inspector_app.records.migrate import upgrade

    station = opened_home(home, log="db")
    with HomeLock(station):
        before = revision(station.database) if station.database.exists() else None
        upgrade(station)
    text = f"{station.database}: {_said(before, HEAD)}"
    answer({"database": station.database, "from": before, "to": HEAD}, as_json=json, text=text)


def _said(before: str | None, now: str) -> str:
    if before is None:
        return f"made, tables {now}."
    if before == now:
        return f"is up to date, tables {now}."
    return f"upgraded from tables {before} to {now}."

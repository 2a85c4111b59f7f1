"""`inspector-app model key revoke`: a key that is lost or in wrong hands."""

from __future__ import annotations

from typing import Annotated

import typer

from inspector_app.cli.model_options import ByOption, ReasonOption
from inspector_app.cli.options import HomeOption, JsonOption, opened_home
from inspector_app.cli.output import answer


def command(
    key: Annotated[str, typer.Argument(help="The key's id.")],
    *,
    by: ByOption,
    reason: ReasonOption,
    home: HomeOption = None,
    json: JsonOption = False,
) -> None:
    """Whatever it signed is refused at the next start of a line; release those packages again by a new key."""
    from inspector_app.bootstrap.model_shelf import list_packages
    from inspector_app.model_packages.plant_keys import KeyRing

    station = opened_home(home, log="model")
    revoked = KeyRing(station.keys).revoke(key, by, reason)
    refused = [one.name for one in list_packages(station) if one.fault is not None and key in one.fault]
    text = [f"Key {revoked.id}: {revoked.state}", *(f"refused now: {name}" for name in refused)]
    answer(
        {"key": revoked.id, "state": revoked.state, "refused": refused}, as_json=json, text="\n".join(text)
    )

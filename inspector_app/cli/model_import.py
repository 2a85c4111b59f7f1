"""`inspector-app model import`: a package from its file."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from inspector_app.cli.options import HomeOption, JsonOption, opened_home
from inspector_app.cli.output import answer


def command(
    archive: Annotated[Path, typer.Argument(help="A file that `model export` wrote.")],
    *,
    name: Annotated[str | None, typer.Option(help="What it is called here; else as on its card.")] = None,
    home: HomeOption = None,
    json: JsonOption = False,
) -> None:
    """Checks every file and the signature; the package is under test here until it is released for a line."""
    from inspector_app.bootstrap.model_shelf import shelved
    from inspector_app.model_packages.moving import import_package

    station = opened_home(home, log="model")
    package = import_package(archive.absolute(), station.models, name)
    shown, _ = shelved(str(package.folder), station)
    text = f"{package.folder}: {shown.standing}; {shown.signature}"
    answer({**shown.facts, "name": package.folder.name}, as_json=json, text=text)

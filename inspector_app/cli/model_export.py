"""`inspector-app model export`: a package as one file."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from inspector_app.cli.options import HomeOption, JsonOption, opened_home
from inspector_app.cli.output import answer


def command(
    model: Annotated[str, typer.Argument(help="Name or folder of a package.")],
    *,
    out: Annotated[
        Path, typer.Option(help="The file; one that is there is replaced when the new one is whole.")
    ],
    home: HomeOption = None,
    json: JsonOption = False,
) -> None:
    """Card, networks, weights, golden answers and signature in one zip file, read back before it has its name."""
    from inspector_app.model_packages.moving import export_package
    from inspector_app.model_packages.shelf import find_package, package_folders

    station = opened_home(home, log="model")
    package = find_package(model, package_folders(station.models))
    file = export_package(package, out.absolute())
    size = file.stat().st_size
    text = f"{file}: {size / 1e6:.1f} MB, package {package.sha256[:12]}"
    answer({"file": file, "bytes": size, "sha256": package.sha256}, as_json=json, text=text)

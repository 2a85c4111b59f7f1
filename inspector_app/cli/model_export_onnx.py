"""`inspector-app model export-onnx`: a package's network for other runtimes."""

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
        Path, typer.Option(help="The file; one that is there is replaced when the new one is proven.")
    ],
    home: HomeOption = None,
    json: JsonOption = False,
) -> None:
    """Floating point, proven on the golden inputs. TensorRT, untested: trtexec --onnx=FILE --saveEngine=ENGINE."""
    from inspector_app.learning.packages.onnx_export import export_onnx
    from inspector_app.model_packages.shelf import find_package, package_folders

    station = opened_home(home, log="model")
    package = find_package(model, package_folders(station.models))
    made = export_onnx(package, out.absolute())
    text = f"{made.path}: scores differ by at most {made.most_off:.4f} on {made.inputs} golden inputs"
    answer({"file": made.path, "most_off": made.most_off, "inputs": made.inputs}, as_json=json, text=text)

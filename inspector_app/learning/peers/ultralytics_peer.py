"""ultralytics' own OpenVINO prediction on the package's INT8 network. Runs in .venv-train."""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path
from typing import Any

import numpy as np

from inspector_app.learning.offline import stay_offline
from inspector_app.learning.peers.laps import Planes, read_inputs, serve
from inspector_app.learning.runtime import core

IOU = 0.5


def main(network: str, inputs: str, classes: str, min_score: str) -> None:
    """Arguments as they come from the command line; classes: a JSON list of names."""
    stay_offline()
    from ultralytics import YOLO  # noqa: PLC0415 - takes seconds

    images = read_inputs(Path(inputs))
    with tempfile.TemporaryDirectory(prefix="inspector-peer-") as folder:
        home = Path(folder) / "peer_openvino_model"
        write_for_ultralytics(Path(network), home, json.loads(classes), images[0].shape[0])
        model: Any = YOLO(str(home), task="detect")

        def detect(planes: Planes) -> int:
            # it takes colours as BGR and turns them round, so that the network sees the planes in their order
            turned = np.ascontiguousarray(planes[..., ::-1])
            return len(
                model.predict(turned, conf=float(min_score), iou=IOU, verbose=False, device="cpu")[0].boxes
            )

        serve(detect, images)


def write_for_ultralytics(network: Path, folder: Path, classes: list[str], side: int) -> None:
    """The network as ultralytics exports one: float32 (1, 3, side, side) in, no preparation in it."""
    import openvino as ov  # noqa: PLC0415

    model = core().read_model(str(network))
    before, entrance = _first_layer(model)
    takes = ov.opset13.parameter([1, 3, side, side], np.float32, name="x")
    takes.output(0).set_names({"x"})
    entrance.replace_source_output(takes.output(0))
    model.add_parameters([takes])
    model.remove_parameter(before)
    model.validate_nodes_and_infer_types()
    folder.mkdir()
    ov.save_model(model, str(folder / "peer.xml"), compress_to_fp16=False)
    about = {
        "task": "detect",
        "stride": 32,
        "batch": 1,
        "imgsz": [side, side],
        "names": dict(enumerate(classes)),
        "args": {"nms": False, "half": False, "int8": True, "dynamic": False},
        "channels": 3,
    }
    (folder / "metadata.yaml").write_text(json.dumps(about), encoding="utf-8")  # JSON is YAML too


def _first_layer(model: Any) -> tuple[Any, Any]:
    """The network's input, and the first use of it behind type, scale and layout."""
    parameter = node = model.get_parameters()[0]
    while True:
        (entrance,) = node.output(0).get_target_inputs()
        node = entrance.get_node()
        if node.get_type_name() not in {"Convert", "Multiply", "Divide", "Transpose"}:
            return parameter, entrance


if __name__ == "__main__":
    main(*sys.argv[1:])

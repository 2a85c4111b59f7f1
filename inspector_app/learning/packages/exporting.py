"""From a training checkpoint to an OpenVINO network that takes uint8 frames, and to plain weights."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import openvino as ov

from inspector_app.learning.offline import stay_offline
from inspector_app.learning.runtime import core


def export_reference(checkpoint: Path, work: Path, size: int) -> Any:
    """The checkpoint's network in floating point, input float (1, 3, size, size) from 0 to 1."""
    stay_offline()
    from ultralytics import YOLO  # noqa: PLC0415 - torch is heavy, and optional

    copy = work / "export" / "network.pt"  # ultralytics writes its results beside the checkpoint
    copy.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy2(checkpoint, copy)
    exported = YOLO(copy).export(format="openvino", imgsz=size, dynamic=False)
    xml = next(Path(exported).glob("*.xml"))
    return core().read_model(xml)


def take_uint8_frames(model: Any) -> Any:
    """The same network with input uint8 (1, height, width, 3): cast, scale and layout are part of the graph."""
    prepared = ov.preprocess.PrePostProcessor(model)
    prepared.input().tensor().set_element_type(ov.Type.u8).set_layout(ov.Layout("NHWC"))
    prepared.input().preprocess().convert_element_type(ov.Type.f32).scale(255.0)
    prepared.input().model().set_layout(ov.Layout("NCHW"))
    return prepared.build()


def save_weights(checkpoint: Path, target: Path) -> None:
    """The averaged weights of a checkpoint as safetensors in 16-bit floating point, to go on learning from."""
    from safetensors.torch import save_file  # noqa: PLC0415 - torch is heavy, and optional

    tensors = {
        name: (tensor.half() if tensor.is_floating_point() else tensor).contiguous()
        for name, tensor in trained_network(checkpoint).state_dict().items()
    }
    save_file(tensors, target)


def trained_network(checkpoint: Path) -> Any:
    """The averaged network of a checkpoint of ultralytics, as a torch module."""
    import torch  # noqa: PLC0415 - heavy, and optional

    # our own checkpoint, made by our own training a moment ago: a pickle is never read on a station
    stored = torch.load(checkpoint, map_location="cpu", weights_only=False)
    return stored.get("ema") or stored["model"]

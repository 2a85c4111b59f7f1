"""From trained networks to OpenVINO networks that take uint8 crops: in floating point, and in INT8 by NNCF."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import openvino as ov
from openvino import opset13 as ops

from inspector_app.imaging.proposal_crops import CROP_SIDE
from inspector_app.learning.offline import stay_offline

BATCH = 4
"""Crops that are judged at once; the last batch of a board is filled up with blank ones. Measured beside 8, 16."""

WAYS = 4
"""Each crop is asked about with its mirror images, and the mean counts; chosen on held-out groups, where it gains 0.3
point. Eight ways gain no more."""

CALIBRATION_CROPS = 2048


def write_networks(networks: Sequence[Any], calibration: npt.NDArray[np.uint8], folder: Path) -> None:
    """Writes `reference.xml` and `model.xml` (INT8), each with its weights beside it.

    networks: CropNetwork, ready to be asked. calibration: crops (N, S, S, 3) as training sees them.
    """
    ov.save_model(_finished(_converted(networks)), folder / "reference.xml", compress_to_fp16=True)
    quantised = _quantise(_converted(networks), calibration)
    ov.save_model(_finished(quantised), folder / "model.xml", compress_to_fp16=True)


def _converted(networks: Sequence[Any]) -> Any:
    """Crops in floating point to raw outputs (BATCH, networks * WAYS, 6 + classes)."""
    stay_offline()
    import torch  # noqa: PLC0415 - heavy, and optional

    from inspector_app.learning.proposals.network import SideBySide  # noqa: PLC0415

    shape = (BATCH, 3, CROP_SIDE, CROP_SIDE)
    example = torch.zeros(shape)
    return ov.convert_model(SideBySide(networks, WAYS).eval(), example_input=example, input=list(shape))


def _quantise(model: Any, calibration: npt.NDArray[np.uint8]) -> Any:
    stay_offline()
    import nncf  # noqa: PLC0415 - heavy, and optional

    batches = [calibration[start : start + BATCH] for start in range(0, len(calibration) - BATCH + 1, BATCH)]
    dataset = nncf.Dataset(batches, _as_float)
    preset = nncf.QuantizationPreset.MIXED
    return nncf.quantize(model, dataset, preset=preset, subset_size=len(batches), fast_bias_correction=False)


def _as_float(crops: npt.NDArray[np.uint8]) -> npt.NDArray[np.float32]:
    return np.ascontiguousarray(crops.transpose(0, 3, 1, 2), dtype=np.float32) / np.float32(255)


def _finished(model: Any) -> Any:
    """With bytes in, and edges and scores out, the same arithmetic as `network.judged`; it stays in floating point."""
    from inspector_app.learning.proposals.network import QUALITY_POWER  # noqa: PLC0415

    raw = model.get_results()[0].input_value(0)
    columns = raw.get_partial_shape()[2].get_length()
    parts = ops.variadic_split(raw, 2, np.array([4, 1, columns - 5]))
    quality = ops.power(ops.sigmoid(parts.output(1)), np.float32(QUALITY_POWER))
    named = ops.softmax(parts.output(2), 2)
    types = ops.variadic_split(named, 2, np.array([1, columns - 6])).output(1)
    judged = ops.concat([parts.output(0), ops.multiply(types, quality)], 2)
    mean = ops.reduce_mean(judged, np.array([1]), keep_dims=False)
    whole = ov.Model([mean], model.get_parameters(), "proposals")
    prepared = ov.preprocess.PrePostProcessor(whole)
    prepared.input().tensor().set_element_type(ov.Type.u8).set_layout(ov.Layout("NHWC"))
    prepared.input().preprocess().convert_element_type(ov.Type.f32).scale(255.0)
    prepared.input().model().set_layout(ov.Layout("NCHW"))
    return prepared.build()

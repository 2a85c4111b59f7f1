"""Run by the Python that has NNCF; prints what test_accuracy_aware.py asserts, as JSON.

The network is made so that INT8 ruins it: between its two convolutions one channel is a thousand times as large as the
other, which alone holds the answer; one range for both leaves nothing of it.
"""

import json
from functools import partial

import numpy as np
import openvino as ov
from openvino import opset13 as ops

from inspector_app.boards import Defect
from inspector_app.domain.finding import Finding
from inspector_app.domain.geometry import Box
from inspector_app.imaging import decode
from inspector_app.learning.evaluating.examined_boards import ExaminedBoard
from inspector_app.learning.quantising.accuracy_aware import quantise_within, quantised_operations
from inspector_app.learning.quantising.int8_drop import DropLimit, DropMeter
from inspector_app.learning.quantising.quantise import Calibration
from inspector_app.learning.quantising.rows import of_fixed_places

SIDE, CELL = 32, 8
ACROSS = SIDE // CELL
IMAGES = 24


def network(loud):
    """One score for each of 16 cells; loud: how many times as large the channel is that says nothing."""
    image = ops.parameter([1, 3, SIDE, SIDE], np.float32, "image")
    weights = np.zeros((2, 3, CELL, CELL), np.float32)
    weights[0, 0], weights[1, 2] = loud / CELL**2, 1 / CELL**2
    planes = _convolution(image, weights, CELL, "first")
    said = np.array([1e-4 / loud, 20.0], np.float32).reshape(1, 2, 1, 1)
    logits = ops.subtract(_convolution(ops.relu(planes), said, 1, "second"), np.float32(4))
    scores = ops.sigmoid(ops.reshape(logits, np.array([1, 1, ACROSS**2]), special_zero=False), name="scores")
    centres = (np.mgrid[0:ACROSS, 0:ACROSS][::-1].reshape(2, -1) + 0.5) * CELL
    boxes = np.concatenate([centres, np.full((2, ACROSS**2), CELL)])[None].astype(np.float32)
    return ov.Model([ops.concat([ops.constant(boxes), scores], 1, name="found")], [image], "loud")


def _convolution(source, weights, stride, name):
    none = np.array([0, 0])
    return ops.convolution(
        source, ops.constant(weights), np.full(2, stride), none, none, np.ones(2, int), name=name
    )


def samples():
    """Inputs with a faint spot in one cell, and the box of that cell."""
    rng = np.random.default_rng(1)
    for _ in range(IMAGES):
        image = rng.integers(0, 20, (SIDE, SIDE, 3)).astype(np.uint8)
        image[..., 0] = rng.integers(0, 256, (SIDE, SIDE))
        x, y = (rng.integers(0, ACROSS, 2) * CELL).tolist()
        image[y : y + CELL, x : x + CELL, 2] = rng.integers(70, 130)
        yield image, Box(x, y, x + CELL, y + CELL)


def examined(compiled):
    boards = []
    for image, box in samples():
        scaled = np.ascontiguousarray(image.transpose(2, 0, 1)[None], np.float32) / np.float32(255)
        found = decode(compiled(scaled)[0], min_score=0.02)
        findings = tuple(
            Finding("v", "spot", float(score), Box(*map(float, edges)), 1.0)
            for edges, score in zip(found.boxes, found.scores, strict=True)
        )
        boards.append(ExaminedBoard(findings, None, (Defect("spot", box, 1.0),), False))
    return boards


def tried(loud, *limits):
    """limits: points of mAP, points of recall."""
    limit = DropLimit(*limits)
    model = network(loud)
    meter = DropMeter(examined(ov.compile_model(model, "CPU")), {"spot": 0.0})
    calibration = Calibration([image for image, _ in samples()], ["scores", "found"])
    made = quantise_within(
        model,
        calibration,
        limit,
        lambda compiled: meter.drop(examined(compiled)),
        partial(of_fixed_places, classes=1),
    )
    again = meter.drop(examined(ov.compile_model(made.model, "CPU", {"INFERENCE_PRECISION_HINT": "f32"})))
    return {
        **made.as_json(),
        "again": again.as_json(),
        "outputs": len(made.model.outputs),
        "left": quantised_operations(made.model),
    }


print(
    json.dumps(
        {
            "loud": tried(1000, 0.3, 100.0),
            "recall alone": tried(1000, 100.0, 1.0),
            "quiet": tried(1, 0.3, 1.0),
            "asked for a gain": tried(1000, -1.0, 100.0),
        },
        default=float,
    )
)
